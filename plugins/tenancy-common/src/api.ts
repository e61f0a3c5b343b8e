import { Audience } from './audience';
import {
  Tenant,
  TenantClass,
  TenantDeclaration,
  TenantId,
  TenantRole,
  TenantState,
} from './tenant';

/**
 * A page of a list. `nextCursor` is absent on the last one.
 *
 * @public
 */
export type Page<T> = {
  readonly items: readonly T[];
  readonly totalItems: number;
  readonly nextCursor?: string;
};

/** @public */
export type TenantMembership = {
  readonly id: TenantId;
  readonly title: string;
  readonly description: string;
  readonly state: TenantState;
  readonly class: TenantClass;
  readonly platform: boolean;
  readonly role: TenantRole;
};

/**
 * Answer of `GET /me`.
 *
 * @public
 */
export type MeResponse = {
  readonly userEntityRef: string;
  readonly operator: boolean;
  readonly auditor: boolean;
  readonly tenants: readonly TenantMembership[];
  /** `null` while one looks with one's own eyes. */
  readonly viewingAs: Viewing | null;
};

/**
 * The tenant that an operator looks at the portal as a member of.
 *
 * @public
 */
export type Viewing = {
  readonly id: TenantId;
  readonly title: string;
  /** ISO 8601. */
  readonly since: string;
  /** When it ends by itself: ISO 8601. */
  readonly until: string;
};

/** @public */
export type TenantMember = {
  readonly userEntityRef: string;
  /** The display name, or the name of the entity where there is none. */
  readonly title: string;
  /** Groups of the tenant that the person is directly in. */
  readonly groups: readonly string[];
  readonly admin: boolean;
};

/** @public */
export const refusalCodes = [
  'TENANT_CONFLICT',
  'TENANT_IMPOSTOR',
  'STAMP_DECLARED',
  'VISIBILITY_INVALID',
  'MEMBERSHIP_CONFLICT',
  'SOURCE_FOREIGN',
  'REFERENCE_UNSEEN',
] as const;

/**
 * Why an entity was refused. `REFERENCE_UNSEEN` does not refuse it as a whole:
 * it is in the catalog, without the references that the message names.
 *
 * @public
 */
export type RefusalCode = (typeof refusalCodes)[number];

/**
 * An entity of a tenant's own repository that the catalog refused.
 *
 * @public
 */
export type Refusal = {
  readonly entityRef: string;
  /** Where it was read from, such as `url:https://…/catalog-info.yaml`. */
  readonly location: string;
  readonly code: RefusalCode;
  readonly message: string;
  /** ISO 8601. */
  readonly firstSeenAt: string;
  /** ISO 8601. */
  readonly lastSeenAt: string;
};

/**
 * A file of catalog entities that members of a tenant registered.
 *
 * @public
 */
export type TenantLocation = {
  readonly id: string;
  /** Its URL. */
  readonly target: string;
  /** ISO 8601. */
  readonly createdAt: string;
  /** Ref of whoever registered it. */
  readonly createdBy: string;
};

/**
 * Body of `POST /tenants/{id}/locations`.
 *
 * @public
 */
export type NewTenantLocation = {
  /** The URL of a file within the locations of the tenant. */
  readonly target: string;
  /** Reads the file and registers nothing. */
  readonly dryRun?: boolean;
};

/**
 * What a file declares, as it is written there: the answer of a dry run.
 *
 * @public
 */
export type TenantLocationPreview = {
  readonly target: string;
  readonly entities: readonly { readonly entityRef: string }[];
  /** What the catalog would refuse of it, and why. */
  readonly problems: readonly string[];
};

/**
 * - `ok`: what the file says is what the portal does
 * - `failing`: it says something that cannot be; the last good version holds
 * - `waiting`: it names groups that the starting catalog does not know yet
 *
 * @public
 */
export type TenantSourceState = 'ok' | 'failing' | 'waiting';

/** @public */
export type TenantSourceStatus = {
  readonly id: string;
  readonly state: TenantSourceState;
  readonly message: string | null;
  readonly file: string;
  /** Counted from 1. */
  readonly line: number | null;
  /** Counted from 1. */
  readonly column: number | null;
  /** Tenants that it declares in the version that holds. */
  readonly tenants: number;
  /** ISO 8601, of the version that holds. */
  readonly loadedAt: string | null;
  /** ISO 8601. */
  readonly checkedAt: string | null;
};

/**
 * How much there is in a tenant.
 *
 * @public
 */
export type TenantFigures = {
  readonly members: number;
  /** Entities of its repositories that the catalog refused. */
  readonly refusals: number;
};

/** @public */
export type TenantsPage = Page<Tenant> & {
  /** By id, of the tenants of the page. */
  readonly figures: Readonly<Record<string, TenantFigures>>;
};

/**
 * Body of `POST /tenants`. What is left out is as in a YAML source.
 *
 * @public
 */
export type NewTenant = { readonly id: string } & Partial<
  Omit<TenantDeclaration, 'id' | 'state' | 'groups'>
> &
  Pick<TenantDeclaration, 'groups'>;

/**
 * Body of `PATCH /tenants/{id}`: each field that is there replaces the whole
 * field. Admins of the tenant may send `title` and `description` only.
 *
 * @public
 */
export type TenantPatch = Partial<
  Omit<TenantDeclaration, 'id' | 'state' | 'platform'>
>;

/**
 * What was done to a tenant. `view-as`: an operator began to look at the portal
 * as a member of it; `view-as-end`: and stopped, before it ended by itself.
 *
 * @public
 */
export type TenantEventAction =
  | 'create'
  | 'update'
  | 'suspend'
  | 'resume'
  | 'archive'
  | 'register'
  | 'unregister'
  | 'view-as'
  | 'view-as-end';

/**
 * In what role somebody did it. `source`: a YAML source; `portal`: the portal
 * itself or a service that acts for it.
 *
 * @public
 */
export type TenantEventRole =
  | 'operator'
  | 'admin'
  | 'member'
  | 'source'
  | 'portal';

/** @public */
export type TenantFieldChange = {
  /** `null` where there was nothing. */
  readonly before: TenantFieldValue | null;
  readonly after: TenantFieldValue;
};

/** @public */
export type TenantFieldValue = TenantDeclaration[Exclude<
  keyof TenantDeclaration,
  'id'
>];

/**
 * An entry of a tenant's audit log.
 *
 * @public
 */
export type TenantEvent = {
  readonly id: string;
  /** ISO 8601. */
  readonly at: string;
  readonly action: TenantEventAction;
  readonly role: TenantEventRole;
  /**
   * A user ref, the name of the source, or the service. `null` for operators
   * where members of the tenant read it: they need not know each other.
   */
  readonly actor: string | null;
  /** By name of the field. */
  readonly changes: Readonly<Record<string, TenantFieldChange>>;
};

/**
 * Why an entity belongs to no tenant. `NO_CLAIM`: nobody owns its namespace,
 * its owner or its repository. `NO_MEMBERSHIP`: a person in no group of a
 * tenant. Otherwise it was hidden for what it says.
 *
 * @public
 */
export type UnassignedReason = {
  readonly code: RefusalCode | 'NO_CLAIM' | 'NO_MEMBERSHIP';
  readonly message: string;
};

/**
 * An item of `GET /unassigned`.
 *
 * @public
 */
export type UnassignedEntity = {
  readonly entityRef: string;
  readonly title: string;
  /** Where it was read from, such as `url:https://…/catalog-info.yaml`. */
  readonly location: string | null;
  readonly reason: UnassignedReason;
};

/**
 * The rule that decided whether somebody sees an entity.
 *
 * @public
 */
export type AccessRule =
  | 'ENTITY_ABSENT'
  | 'ENTITY_REFUSED'
  | 'NOT_STAMPED'
  | 'UNASSIGNED'
  | 'SEES_ALL'
  | 'IN_AUDIENCE'
  | 'NOT_IN_AUDIENCE'
  | 'TENANT_SUSPENDED'
  | 'NOT_ENTITLED';

/**
 * Answer of `POST /explain`.
 *
 * @public
 */
export type AccessExplanation = {
  /** Whether tenancy shows it; the portal's own policy has to agree. */
  readonly visible: boolean;
  /** Where it was decided. */
  readonly layer: 'ingestion' | 'policy' | 'gate';
  readonly rule: AccessRule;
  /** The same in words, with what to do. */
  readonly message: string;
  /** Who may see the entity. */
  readonly audience: readonly Audience[];
  /** What the person may see; for admins of a tenant, only of that tenant. */
  readonly holds: readonly Audience[];
};
