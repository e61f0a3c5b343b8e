import {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  PolicyDecision,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import { IndexableResult } from '@backstage/plugin-search-common';
import { Audience } from '@commonhold/plugin-tenancy-common';
import { audienceOfConditions } from './audienceOfConditions';

/**
 * The permission backend repeats the conditions for every result when it asks
 * the plugin that knows the resource, which takes 100 kB at once.
 */
const MAX_BYTES = 64_000;

/** Of a result beside its conditions: its id, its permission, its ref. */
const BYTES_ASIDE = 1_000;

/** What the policy says to a query before the engine is asked. */
export type QueryAuthorization = {
  /** Types that are not denied as a whole. */
  readonly types: readonly string[];
  /** Whether the engine's own filter by audience is all that the policy asks. */
  readonly isExact: boolean;
  /** Leaves out what the policy does not allow at this moment. */
  allowed(results: readonly IndexableResult[]): Promise<IndexableResult[]>;
};

/**
 * Asks the permission policy about documents, as upstream's authorized search
 * engine does: first by type, then by result.
 */
export class ResultAuthorizer {
  constructor(
    private readonly options: {
      readonly permissions: PermissionsService;
      /** The permission that decides on single documents of a type. */
      readonly permissionOf: (type: string) => ResourcePermission | undefined;
    },
  ) {}

  /** @param audience - what the engine will filter by; `undefined`: nothing */
  async authorize(
    types: readonly string[],
    audience: readonly Audience[] | undefined,
    credentials: BackstageCredentials,
  ): Promise<QueryAuthorization> {
    const decisions = await this.decide(types, credentials);
    const conditional = [...decisions].flatMap(([name, decision]) =>
      decision.result === AuthorizeResult.CONDITIONAL
        ? [{ name, conditions: decision.conditions }]
        : [],
    );
    const checked = new Set(conditional.map(({ name }) => name));
    const longest = Math.max(
      0,
      ...conditional.map(({ conditions }) =>
        Buffer.byteLength(JSON.stringify(conditions)),
      ),
    );
    const together = Math.max(
      1,
      Math.floor(MAX_BYTES / (longest + BYTES_ASIDE)),
    );
    return {
      types: types.filter(type => {
        const permission = this.options.permissionOf(type);
        return (
          !permission ||
          decisions.get(permission.name)?.result !== AuthorizeResult.DENY
        );
      }),
      isExact: conditional.every(({ conditions }) => {
        const demanded = audienceOfConditions(conditions);
        return (
          demanded !== undefined &&
          audience !== undefined &&
          audience.every(value => demanded.includes(value))
        );
      }),
      allowed: results => this.filter(results, checked, together, credentials),
    };
  }

  /** By name of the permission: types often share one. */
  private async decide(
    types: readonly string[],
    credentials: BackstageCredentials,
  ): Promise<Map<string, PolicyDecision>> {
    const { permissions, permissionOf } = this.options;
    const asked = new Map(
      types.flatMap(type => {
        const permission = permissionOf(type);
        return permission ? [[permission.name, permission] as const] : [];
      }),
    );
    if (asked.size === 0) {
      return new Map();
    }
    const decisions = await permissions.authorizeConditional(
      [...asked.values()].map(permission => ({ permission })),
      { credentials },
    );
    return new Map(
      [...asked.keys()].map((name, index) => [name, decisions[index]]),
    );
  }

  private async filter(
    results: readonly IndexableResult[],
    checked: ReadonlySet<string>,
    together: number,
    credentials: BackstageCredentials,
  ): Promise<IndexableResult[]> {
    // Several documents may belong to one resource.
    const requests = new Map<
      string,
      { permission: ResourcePermission; resourceRef: string }
    >();
    const keys = results.map(({ type, document }) => {
      const permission = this.options.permissionOf(type);
      const resourceRef = document.authorization?.resourceRef;
      if (!permission || !resourceRef || !checked.has(permission.name)) {
        return undefined;
      }
      const key = `${permission.name} ${resourceRef}`;
      requests.set(key, { permission, resourceRef });
      return key;
    });
    if (requests.size === 0) {
      return [...results];
    }
    const decisions = (
      await Promise.all(
        chunks([...requests.values()], together).map(chunk =>
          this.options.permissions.authorize(chunk, { credentials }),
        ),
      )
    ).flat();
    const allowed = new Set(
      [...requests.keys()].filter(
        (_, index) => decisions[index].result === AuthorizeResult.ALLOW,
      ),
    );
    return results.filter((_, index) => {
      const key = keys[index];
      return key === undefined || allowed.has(key);
    });
  }
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
