import { JsonObject } from '@backstage/types';
import { Knex } from 'knex';
import { ResourceRef } from '@commonhold/plugin-platform-resources-common';

/** A resource as a commit declares it. */
export type DeclaredResource = {
  readonly overlay: string;
  readonly instance: string;
  /** Path of the topology's leaf; `.` for the root. */
  readonly leaf: string;
  /** The fields of the instance, over the settings that all instances share. */
  readonly spec: JsonObject;
  readonly tags: Readonly<Record<string, string>>;
  /** Full entity ref of the platform component. */
  readonly component: string;
  /** Full entity ref of the group that owns the component. */
  readonly componentOwner: string;
  /** Type of the provider, and what the definition tells it. */
  readonly provider: string;
  readonly providerConfig: JsonObject;
  /** ISO 8601 duration for which deleted data is kept; none if left out. */
  readonly retain?: string;
  /** Monthly, where the definition says. */
  readonly cost?: number;
  /** Refs of resources that have to be there first, of any application. */
  readonly dependsOn?: readonly ResourceRef[];
};

/** What a commit says of one application. */
export type Declaration = {
  /** Full entity ref of the application. */
  readonly application: string;
  /** `null` if it belongs to none. */
  readonly tenant: string | null;
  /**
   * Who may see the application's resources. The owner of a resource's component
   * is added here.
   */
  readonly audience: readonly string[];
  readonly commit: {
    readonly id: string;
    /** For people: a name and an e-mail address. */
    readonly author: string;
    /** The first line of its message. */
    readonly title: string;
  };
  /** The change that it came by, where there is one. */
  readonly change?: string;
  /** Refs of those who agreed to it. */
  readonly approvers: readonly string[];
  /** Who wanted it: a user's ref, or the author of a commit that was pushed. */
  readonly actor: string;
  /**
   * Whether somebody agreed to what is lost by it. Without, operations that would
   * destroy something stop and say so.
   */
  readonly mayDestroy: boolean;
  /** All of the application's resources, but for what is blocked. */
  readonly resources: readonly DeclaredResource[];
  /**
   * What did not resolve: its resources stay as they are, and say so. A leaf
   * stands for itself, a component at a leaf for its resources there.
   */
  readonly blocked: readonly {
    readonly leaf: string;
    /** All overlays if left out. */
    readonly overlay?: string;
    /** The finding, for people. */
    readonly message: string;
  }[];
};

/** What came of a declaration. */
export type DeclarationOutcome = {
  readonly created: number;
  readonly updated: number;
  readonly deleted: number;
  readonly unchanged: number;
  /** Ids of the operations that will do it. */
  readonly operations: readonly string[];
};

/**
 * Writes down what a commit declares: bumps generations and enqueues operations,
 * all in one transaction with whatever else the caller keeps of the commit.
 * Declaring the same twice does nothing the second time.
 */
export interface ResourceDeclarations {
  declare(
    tx: Knex.Transaction,
    declaration: Declaration,
  ): Promise<DeclarationOutcome>;

  /**
   * How it stands with the operations of changes, by change.
   *
   * @param tx - a transaction or the plain client
   */
  progressOf(
    tx: Knex,
    changes: readonly string[],
  ): Promise<ReadonlyMap<string, ChangeProgress>>;

  /** How many resources a tenant has declared, by full ref of the component. */
  countByComponent(
    tx: Knex,
    tenant: string,
  ): Promise<ReadonlyMap<string, number>>;
}

/** Operations of a change by how they stand. */
export type ChangeProgress = {
  readonly waiting: number;
  readonly running: number;
  readonly succeeded: number;
  readonly failed: number;
  /** Cancelled by somebody, or overtaken by a later commit. */
  readonly dropped: number;
};
