import {
  AccessExplanation,
  Audience,
  Caller,
  Refusal,
  TenancyStamp,
  TenantId,
  audienceSeenBy,
  tenantAudience,
} from '@commonhold/plugin-tenancy-common';

/** All that decides whether somebody sees an entity, as of now. */
export type AccessFacts = {
  readonly entityRef: string;
  /** `undefined` if the catalog has no such entity. */
  readonly entity: { readonly stamp: TenancyStamp | undefined } | undefined;
  readonly refusal: Pick<Refusal, 'message'> | undefined;
  readonly caller: Caller;
  /** Whether the catalog knows the person. */
  readonly userIsKnown: boolean;
  /** Tenants of the person whose members are out for now. */
  readonly suspended: readonly TenantId[];
  /** Whether a tenant of the person may use the catalog. */
  readonly entitled: boolean;
};

/** The policy of the portal's owner is asked with the person's own sign-in. */
const OWN_POLICY =
  'If they cannot see it nevertheless, look at your own permission policy, which has to agree';

/** The layer and rule that decided, in words. */
export function explainAccess(facts: AccessFacts): AccessExplanation {
  const { entityRef, entity, refusal, caller, suspended } = facts;
  const user = caller.userEntityRef;
  const audience = entity?.stamp?.audience ?? [];
  const holds = audienceSeenBy(caller);
  const answer = (
    visible: boolean,
    layer: AccessExplanation['layer'],
    rule: AccessExplanation['rule'],
    message: string,
  ): AccessExplanation => ({ visible, layer, rule, message, audience, holds });

  if (!entity) {
    return refusal
      ? answer(false, 'ingestion', 'ENTITY_REFUSED', refusal.message)
      : answer(
          false,
          'ingestion',
          'ENTITY_ABSENT',
          `The catalog has no ${entityRef}: nobody can see it. Look for a mistake in the ref, or register where it is`,
        );
  }
  if (caller.operator || caller.auditor) {
    return answer(
      true,
      'policy',
      'SEES_ALL',
      `${user} is an ${
        caller.operator ? 'operator' : 'auditor'
      } and sees everything. ${OWN_POLICY}`,
    );
  }
  if (!entity.stamp) {
    return answer(
      false,
      'ingestion',
      'NOT_STAMPED',
      `${entityRef} was read before tenancy was installed and belongs to nobody yet: refresh it`,
    );
  }
  const value = audience.find(one => holds.includes(one));
  if (value && facts.entitled) {
    return answer(
      true,
      'policy',
      'IN_AUDIENCE',
      `${entityRef} is for ${inWords(
        value,
      )}, which includes ${user}. ${OWN_POLICY}`,
    );
  }
  if (value) {
    return answer(
      false,
      'gate',
      'NOT_ENTITLED',
      `${entityRef} is for ${user} too, but no tenant of theirs may use the catalog: add "catalog" to the entitlements of the tenant`,
    );
  }
  // Of its tenant or private to a group of it.
  const out = suspended.find(
    id => audience.includes(tenantAudience(id)) || entity.stamp?.tenant === id,
  );
  if (out) {
    return answer(
      false,
      'policy',
      'TENANT_SUSPENDED',
      `${user} sees nothing as a member of the tenant "${out}", which is suspended: its members are out until it is resumed`,
    );
  }
  if (entity.stamp.tenant === null && audience.includes('operators')) {
    return answer(
      false,
      'ingestion',
      'UNASSIGNED',
      refusal?.message ??
        `${entityRef} belongs to no tenant, so that only operators see it: give its namespace, owner or repository to a tenant`,
    );
  }
  return answer(
    false,
    'policy',
    'NOT_IN_AUDIENCE',
    `${entityRef} is for ${listed(audience)}, which does not include ${user}${
      facts.userIsKnown ? '' : ', whom the catalog does not know'
    }. Share it by the annotation commonhold.io/shared-with, or add the person to a group of the tenant`,
  );
}

function listed(audience: readonly Audience[]): string {
  return audience.length === 0 ? 'nobody' : audience.map(inWords).join(', ');
}

function inWords(value: Audience): string {
  const [kind, name] = value.split(':');
  switch (kind) {
    case 'tenant':
      return `the tenant "${name}"`;
    case 'group':
      return `the group ${name}`;
    case 'user':
      return 'the person themselves';
    default:
      return value;
  }
}
