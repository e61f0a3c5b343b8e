import { isTenantId, parseTenantId } from './tenant';

describe('a tenant id', () => {
  it.each(['payments', 'payments-eu', '42', 'a'.repeat(63)])(
    'can be %s',
    id => {
      expect(parseTenantId(id)).toBe(id);
    },
  );

  it.each(['', 'Payments', 'pay_ments', '-a', 'a-', 'a--b', 'a'.repeat(64)])(
    'cannot be "%s"',
    id => {
      expect(isTenantId(id)).toBe(false);
      expect(() => parseTenantId(id)).toThrow('is not a tenant id');
    },
  );
});
