import fc from 'fast-check';
import {
  REQUEST_NUMBER_LIMIT,
  formatRequestId,
  requestNumber,
} from './requestId';

describe('ids of requests', () => {
  it('are numbers that tell nothing', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: REQUEST_NUMBER_LIMIT - 1 }), n => {
        const id = formatRequestId(n);
        expect(id).toMatch(/^[0-9bcdfghjkmnpqrstvwxyz]{11}$/);
        expect(requestNumber(id)).toBe(n);
      }),
    );
  });

  it.each(['', '1', 'zzzzzzzzzzz', '0000000000A', '00000000000 '])(
    'are not "%s"',
    text => {
      expect(requestNumber(text)).toBeUndefined();
    },
  );
});
