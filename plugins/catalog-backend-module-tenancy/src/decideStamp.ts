import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  ANNOTATION_SHARED_WITH,
  ANNOTATION_VISIBILITY,
  Audience,
  DirectoryChangeKey,
  EVERYONE,
  OPERATORS,
  RefusalCode,
  TENANT_KIND,
  TenancyStamp,
  TenantDirectory,
  TenantId,
  Visibility,
  audienceOf,
  entityAudience,
  isTenantId,
  tenantAudience,
  visibilities,
} from '@commonhold/plugin-tenancy-common';
import { findForeignPlace, knowsTenant } from './authorship';
import {
  Claim,
  authorOf,
  claimsOn,
  isKind,
  namespaceOf,
  owningGroupOf,
  refsOf,
  tenantOfGroup,
} from './claims';
import { findForeignMembership } from './memberships';
import { Refused } from './RefusalReporter';
import { StampQuestion } from './StampQuestion';

export type StampDecision =
  | { readonly refused: false; readonly stamp: TenancyStamp }
  | ({ readonly refused: true } & Refused);

/** For entities that belong to nobody, and while it is unclear to whom. */
export const UNASSIGNED: TenancyStamp = { tenant: null, audience: [OPERATORS] };

/** Decides who may see an entity, or why it cannot be. */
export function decideStamp(question: StampQuestion): StampDecision {
  const { entity, provenance, directory } = question;
  const author = authorOf(provenance, directory);
  const inFull = (message: string) =>
    `${stringifyEntityRef(entity)} is refused: ${message}`;
  const refuse = (code: RefusalCode, message: string): StampDecision => ({
    refused: true,
    code,
    message: inFull(message),
    author,
  });

  if (declaresStamp(entity)) {
    return refuse(
      'STAMP_DECLARED',
      'metadata.tenancy is written by the portal alone. Remove it; to share the entity, set the annotation commonhold.io/visibility or commonhold.io/shared-with',
    );
  }
  const claims = claimsOn(entity, provenance, directory);
  const misplaced = findMisplacement(question, claims, author);
  if (misplaced) {
    const { message, detail } = misplaced;
    return {
      refused: true,
      code: 'TENANT_CONFLICT',
      message: inFull(message),
      ...(detail && { detail: inFull(detail) }),
      author,
    };
  }
  const foreign = findForeignMembership(question);
  if (foreign) {
    return refuse('MEMBERSHIP_CONFLICT', foreign);
  }
  if (isKind(entity, 'user')) {
    return { refused: false, stamp: stampUser(question) };
  }
  if (isKind(entity, TENANT_KIND.toLocaleLowerCase('en-US'))) {
    return { refused: false, stamp: stampTenant(entity, directory) };
  }

  const sharing = readSharing(entity);
  if ('problem' in sharing) {
    return refuse('VISIBILITY_INVALID', sharing.problem);
  }
  const tenant = directory.tenants.find(({ id }) => id === claims[0]?.tenant);
  if (!tenant) {
    return { refused: false, stamp: UNASSIGNED };
  }
  const { visibility, owner } = sharing;
  if (
    visibility === 'private' &&
    owner &&
    tenantOfGroup(owner, directory) !== tenant.id
  ) {
    return refuse(
      'VISIBILITY_INVALID',
      `it is private to ${owner}, which is no group of the tenant "${tenant.id}": name a group of the tenant as owner`,
    );
  }
  return {
    refused: false,
    stamp: {
      tenant: tenant.id,
      audience: audienceOf({
        tenant: tenant.id,
        platform: tenant.platform,
        ...sharing,
      }),
    },
  };
}

/**
 * What is wrong with where an entity belongs: two tenants have a reason to own
 * it, or its author's tenant has none.
 *
 * Operators read both names. An author reads the other one only if their tenant
 * sees that tenant; else the words are those for what nobody has.
 */
function findMisplacement(
  { entity, directory }: StampQuestion,
  claims: readonly Claim[],
  author: TenantId | null,
): { message: string; detail?: string } | undefined {
  const other = claims.find(claim => claim.tenant !== claims[0].tenant);
  const conflict =
    other &&
    `by ${claims[0].because} it belongs to the tenant "${claims[0].tenant}", but by ${other.because} to "${other.tenant}". An entity belongs to one tenant: correct the namespace or the owner, or keep it in a repository of its tenant`;
  if (!author) {
    return conflict ? { message: conflict } : undefined;
  }
  if (
    conflict &&
    claims.every(({ tenant }) => knowsTenant(author, tenant, directory))
  ) {
    return { message: conflict };
  }
  const foreign = findForeignPlace(entity, author, directory);
  if (!foreign && !conflict) {
    return undefined;
  }
  return {
    message: `${
      foreign ?? 'it was registered or read from another place'
    }. What a repository of the tenant "${author}" declares is in a namespace of that tenant, owned by one of its groups and registered from its own repositories`,
    detail: conflict,
  };
}

/**
 * The catalog's search knows keys in lower case and joins them by dots, so that
 * `Tenancy` and `tenancy.tenant` are the same to it.
 */
function declaresStamp({ metadata }: Entity): boolean {
  return Object.keys(metadata).some(key =>
    /^tenancy(\.|$)/.test(key.toLocaleLowerCase('en-US')),
  );
}

/** What the stamp rests on: when one of these changes, it is decided anew. */
export function stampDependsOn(entity: Entity): DirectoryChangeKey[] {
  const owner = owningGroupOf(entity);
  return [
    `namespace:${namespaceOf(entity)}`,
    'locations',
    ...(owner ? [owner] : []),
    ...(isKind(entity, 'group')
      ? refsOf(entity.spec?.parent, 'group', entity)
      : []),
    ...(isKind(entity, 'user')
      ? [
          stringifyEntityRef(entity),
          ...refsOf(entity.spec?.memberOf, 'group', entity),
        ]
      : []),
  ];
}

function stampTenant(entity: Entity, directory: TenantDirectory): TenancyStamp {
  const tenant = directory.tenants.find(
    ({ id }) => id === entity.metadata.name,
  );
  return tenant
    ? {
        tenant: tenant.id,
        audience: audienceOf({ tenant: tenant.id, platform: tenant.platform }),
      }
    : UNASSIGNED;
}

/** People are seen by every tenant they belong to, and by themselves. */
function stampUser({
  entity,
  directory,
  tenantsOfUsers,
}: StampQuestion): TenancyStamp {
  const ref = stringifyEntityRef(entity);
  const tenants = new Set([
    ...(tenantsOfUsers.get(ref) ?? []),
    ...refsOf(entity.spec?.memberOf, 'group', entity).flatMap(
      group => directory.groups[group]?.tenant ?? [],
    ),
  ]);
  const known = directory.tenants.filter(({ id }) => tenants.has(id));
  const audience: Audience[] = [
    entityAudience(ref),
    ...known.map(({ id }) => tenantAudience(id)),
    ...(known.some(({ platform }) => platform) ? [EVERYONE] : []),
    ...(known.length === 0 ? [OPERATORS] : []),
  ];
  return { tenant: known.length === 1 ? known[0].id : null, audience };
}

function readSharing(
  entity: Entity,
):
  | { visibility?: Visibility; sharedWith: TenantId[]; owner?: string }
  | { problem: string } {
  const annotations = entity.metadata.annotations ?? {};
  const visibility = annotations[ANNOTATION_VISIBILITY];
  if (visibility !== undefined && !isVisibility(visibility)) {
    return {
      problem: `the annotation ${ANNOTATION_VISIBILITY} is "${visibility}", but must be one of ${visibilities.join(
        ', ',
      )}`,
    };
  }
  const named = (annotations[ANNOTATION_SHARED_WITH] ?? '')
    .split(',')
    .map(name => name.trim())
    .filter(name => name !== '');
  const wrong = named.find(name => !isTenantId(name));
  if (wrong !== undefined) {
    return {
      problem: `the annotation ${ANNOTATION_SHARED_WITH} names "${wrong}", which is no tenant id; separate ids by commas`,
    };
  }
  const owner = owningGroupOf(entity);
  if (visibility === 'private' && (!owner || named.length > 0)) {
    return {
      problem: owner
        ? `it is private and shared by ${ANNOTATION_SHARED_WITH} at once: remove one of the two annotations`
        : 'it is private, but has no owning group: set spec.owner to the group that may see it',
    };
  }
  return { visibility, sharedWith: named.filter(isTenantId), owner };
}

function isVisibility(value: string): value is Visibility {
  return visibilities.some(visibility => visibility === value);
}
