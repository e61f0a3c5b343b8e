import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { JsonObject } from '@backstage/types';
import {
  ComponentAdoption,
  Operation,
  Resource,
  ResourceCount,
  ResourceGeneration,
  ResourceSummary,
} from '@commonhold/plugin-platform-resources-common';
import { ResourceQuery } from '../../store/ResourceStore';

/** What a component offers to do with its resources. */
export type OfferedAction = {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** `edit`: proposes a change; `run`: asks the provider. */
  readonly kind: 'edit' | 'run';
  /** JSON Schema of what is asked. */
  readonly schema: JsonObject;
};

/** What came of an action. */
export type ActionRun = {
  readonly operation: string;
  readonly message: string;
  /** Shown this once, stored nowhere. */
  readonly secrets: Readonly<Record<string, string>>;
};

/**
 * What people can learn of resources and do with them. What may not be seen does not
 * exist: everything throws NotFoundError for it.
 */
export interface ResourceService {
  list(
    request: ResourceQuery & {
      readonly limit: number;
      readonly cursor?: string;
    },
    credentials: BackstageCredentials,
  ): Promise<{
    readonly items: readonly ResourceSummary[];
    readonly totalItems: number;
    /** Whether `totalItems` is all, or just where counting stopped. */
    readonly totalIsExact: boolean;
    readonly nextCursor?: string;
  }>;

  counts(
    query: ResourceQuery,
    credentials: BackstageCredentials,
  ): Promise<readonly ResourceCount[]>;

  get(id: string, credentials: BackstageCredentials): Promise<Resource>;

  /** What was declared of it, the newest first. */
  generations(
    id: string,
    credentials: BackstageCredentials,
  ): Promise<readonly ResourceGeneration[]>;

  adoption(
    credentials: BackstageCredentials,
  ): Promise<readonly ComponentAdoption[]>;

  /** Looks at it now. */
  refresh(id: string, credentials: BackstageCredentials): Promise<Resource>;

  /** Makes it what Git says again. */
  revert(id: string, credentials: BackstageCredentials): Promise<Operation>;

  ignoreDrift(
    id: string,
    until: string,
    reason: string,
    credentials: BackstageCredentials,
  ): Promise<Resource>;

  heedDrift(id: string, credentials: BackstageCredentials): Promise<Resource>;

  protect(
    id: string,
    reason: string,
    credentials: BackstageCredentials,
  ): Promise<Resource>;

  unprotect(id: string, credentials: BackstageCredentials): Promise<Resource>;

  expire(
    id: string,
    at: string,
    credentials: BackstageCredentials,
  ): Promise<Resource>;

  keep(id: string, credentials: BackstageCredentials): Promise<Resource>;

  actions(
    id: string,
    credentials: BackstageCredentials,
  ): Promise<readonly OfferedAction[]>;

  runAction(
    id: string,
    action: string,
    input: JsonObject,
    credentials: BackstageCredentials,
  ): Promise<ActionRun>;
}
