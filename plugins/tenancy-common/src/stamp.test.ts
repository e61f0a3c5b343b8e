import { Entity } from '@backstage/catalog-model';
import { JsonValue } from '@backstage/types';
import { readStamp } from './stamp';

const entity = (tenancy: JsonValue | undefined): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'checkout', ...(tenancy !== undefined && { tenancy }) },
});

describe('readStamp', () => {
  it('reads what the portal writes', () => {
    const stamp = { tenant: 'payments', audience: ['tenant:payments'] };
    expect(readStamp(entity(stamp))).toEqual(stamp);
    const unassigned = { tenant: null, audience: ['operators'] };
    expect(readStamp(entity(unassigned))).toEqual(unassigned);
  });

  it('knows no audience that it does not understand', () => {
    expect(
      readStamp(entity({ tenant: 'a', audience: ['tenant:', 'x', 7, null] })),
    ).toEqual({ tenant: 'a', audience: [] });
  });

  it.each([undefined, null, 'payments', [], { tenant: 'payments' }])(
    'finds none in %j',
    tenancy => {
      expect(readStamp(entity(tenancy))).toBeUndefined();
    },
  );
});
