import { unassignedReason } from './unassignedReason';

describe('an entity without a tenant', () => {
  const entity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'stray' },
    spec: { owner: 'group:default/nobody' },
  };

  it('has the reason for which it was hidden', () => {
    const refusal = {
      code: 'TENANT_CONFLICT',
      message: 'two tenants',
    } as const;
    expect(unassignedReason(entity, refusal)).toEqual(refusal);
  });

  it('is claimed by nobody otherwise: told by namespace and owner', () => {
    const { code, message } = unassignedReason(entity, undefined);
    expect(code).toBe('NO_CLAIM');
    expect(message).toContain('"default"');
    expect(message).toContain('group:default/nobody');
    expect(
      unassignedReason({ ...entity, spec: {} }, undefined).message,
    ).toContain('a group that owns it');
  });

  it('is a person in no group of a tenant', () => {
    expect(unassignedReason({ ...entity, kind: 'User' }, undefined).code).toBe(
      'NO_MEMBERSHIP',
    );
  });
});
