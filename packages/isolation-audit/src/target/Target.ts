import { PortalClient } from '../http/PortalClient';
import { Secrets } from '../secrets/Secrets';

/** A person who looks where they should not. */
export type Prober = {
  readonly id: string;
  readonly userEntityRef: string;
  readonly token: string;
};

export type EntityName = {
  readonly ref: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
};

export type Place = { readonly id: string; readonly target: string };

/** The ids of things that exist and that one prober may not know of. */
export type HiddenThings = {
  readonly entities: readonly EntityName[];
  readonly locations: readonly Place[];
  readonly scaffolderTasks: readonly string[];
  readonly notifications: readonly string[];
  readonly tenants: readonly string[];
  readonly settings: readonly { bucket: string; key: string }[];
  /** Files that members of other tenants registered. */
  readonly registrations: readonly { tenant: string; id: string }[];
  readonly requests: readonly string[];
  readonly comments: readonly string[];
  /** Proposed to deployment repositories. */
  readonly changes: readonly string[];
  /** Ids of event subscriptions, clusters, proxied services and the like. */
  readonly names: readonly string[];
};

/** What a prober may see, to ask further from there. */
export type VisibleThings = {
  readonly entities: readonly EntityName[];
  /** On the board. */
  readonly requests: readonly string[];
};

/** A portal to audit, and what is known of it. */
export type Target = {
  readonly client: PortalClient;
  readonly probers: readonly Prober[];
  /** Sees everything; needed to find ids and to see whether a write had an effect. */
  readonly omniscientToken: string | undefined;
  readonly secrets: Secrets;
  readonly hidden: ReadonlyMap<string, HiddenThings>;
  readonly visible: ReadonlyMap<string, VisibleThings>;
  /** Fewer permutations of the same questions. */
  readonly short: boolean;
  /** Whether things may be changed: never on a portal that people use. */
  readonly mayWrite: boolean;
};
