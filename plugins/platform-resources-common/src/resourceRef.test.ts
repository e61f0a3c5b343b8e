import fc from 'fast-check';
import { formatResourceRef, parseResourceRef } from './resourceRef';

const node = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?$/);

describe('a resource ref', () => {
  it('reads like a place', () => {
    expect(
      formatResourceRef({
        application: 'system:payments/checkout',
        overlay: 'postgresql',
        instance: 'orders',
        leaf: 'prod/eu-west/pay-1',
      }),
    ).toBe('system:payments/checkout#postgresql/orders@prod/eu-west/pay-1');
  });

  it('gives back what it was made of, whatever an instance is called', () => {
    fc.assert(
      fc.property(
        node,
        fc.string({ minLength: 1, maxLength: 30 }),
        fc.oneof(
          fc.constant('.'),
          fc.array(node, { minLength: 1, maxLength: 5 }).map(p => p.join('/')),
        ),
        (overlay, instance, leaf) => {
          const address = {
            application: 'system:payments/checkout',
            overlay,
            instance,
            leaf,
          };
          expect(parseResourceRef(formatResourceRef(address))).toEqual(address);
        },
      ),
    );
  });

  it.each(['', 'system:a/b', 'system:a/b#kafka', 'system:a/b#kafka@prod'])(
    'is not %p',
    text => {
      expect(() => parseResourceRef(text)).toThrow(RangeError);
    },
  );
});
