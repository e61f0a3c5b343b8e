import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  Application,
  ApplicationNode,
  Commit,
  CommitFinding,
  EffectiveConfiguration,
  RepositoryState,
  ValueExplanation,
} from '@commonhold/plugin-platform-resources-common';

export type PageRequest = { readonly limit: number; readonly cursor?: string };

export type Page<T> = {
  readonly items: readonly T[];
  readonly totalItems: number;
  readonly nextCursor?: string;
};

export type ApplicationQuery = {
  /** Part of the title or ref, in any case. */
  readonly text?: string;
  readonly state?: RepositoryState;
};

/** A file of a deployment repository. */
export type RepositoryFile = {
  readonly path: string;
  readonly content: string;
  /** The commit it was read at. */
  readonly commit: string;
};

/** Where applications run, and what is configured there. */
export interface ApplicationService {
  list(
    request: PageRequest & ApplicationQuery,
    credentials: BackstageCredentials,
  ): Promise<Page<Application>>;

  /** @throws NotFoundError here and below, also for what may not be seen */
  get(ref: string, credentials: BackstageCredentials): Promise<Application>;

  findings(
    ref: string,
    commit: string | undefined,
    credentials: BackstageCredentials,
  ): Promise<CommitFinding[]>;

  commits(ref: string, credentials: BackstageCredentials): Promise<Commit[]>;

  nodes(
    ref: string,
    credentials: BackstageCredentials,
  ): Promise<ApplicationNode[]>;

  /** The components that have a configuration at a leaf, or at the leaves of a node. */
  configurations(
    ref: string,
    place: { readonly node: string; readonly component?: string },
    credentials: BackstageCredentials,
  ): Promise<EffectiveConfiguration[]>;

  explain(
    ref: string,
    place: {
      readonly leaf: string;
      readonly component: string;
      readonly pointer: string;
    },
    credentials: BackstageCredentials,
  ): Promise<ValueExplanation>;

  /** The files of a node: its own, and its overlays. */
  files(
    ref: string,
    node: string,
    credentials: BackstageCredentials,
  ): Promise<RepositoryFile[]>;

  /** Has the repository looked at now. */
  refresh(ref: string, credentials: BackstageCredentials): Promise<void>;
}
