import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { catalogEntityReadPermission } from '@backstage/plugin-catalog-common/alpha';
import {
  AuthorizeResult,
  PermissionCondition,
  PermissionCriteria,
} from '@backstage/plugin-permission-common';
import {
  IndexableDocument,
  IndexableResultSet,
  SearchQuery,
} from '@backstage/plugin-search-common';
import { isInAudience } from '@commonhold/plugin-catalog-backend-module-tenancy';
import {
  Audience,
  Caller,
  audienceSeenBy,
  parseTenantId,
  seesAll,
} from '@commonhold/plugin-tenancy-common';
import { StampLookup } from '@commonhold/plugin-tenancy-node';
import { ResultAuthorizer } from '../authorization/ResultAuthorizer';
import { AudienceEngine } from '../engines/AudienceEngine';
import { EntityAudiences } from '../indexing/EntityAudiences';
import {
  TenantSearchEngine,
  TenantSearchServices,
} from '../TenantSearchEngine';
import { entityOf } from './corpus';

/** What the portal's own policy asks besides tenancy. */
export type InnerPolicy = {
  readonly conditions: PermissionCriteria<PermissionCondition>;
  readonly allows: (entityRef: string) => boolean;
};

export const CATALOG_TYPE = 'software-catalog';

/**
 * Search over a real engine, with a catalog and a policy that can change behind
 * the back of the index.
 */
export class TestSearch {
  readonly engine: TenantSearchEngine;
  /** Audiences that differ from `tenant:<namespace>`. */
  readonly stamps = new Map<string, readonly Audience[]>();
  readonly callers = new Map<string, Caller>();
  inner: InnerPolicy | undefined;
  /** Results that the policy was asked about. */
  asked = 0;

  constructor(engine: AudienceEngine, publicTypes: readonly string[] = []) {
    const auth = mockServices.auth();
    const services: TenantSearchServices = {
      auth,
      logger: mockServices.logger.mock(),
      tenancy: {
        getCaller: async credentials =>
          auth.isPrincipal(credentials, 'user')
            ? this.callerOf(credentials.principal.userEntityRef)
            : undefined,
        getCallerByRef: async ref => this.callerOf(ref),
      },
      createEntityAudiences: () =>
        new EntityAudiences(
          new StampLookup({
            auth,
            catalog: {
              getEntitiesByRefs: async ({ entityRefs }) => ({
                items: entityRefs.map(ref => this.entity(ref)),
              }),
            },
          }),
          {
            getDirectory: async () => ({
              revision: 1,
              tenants: [],
              groups: {},
              registrations: [],
            }),
          },
        ),
      publicTypes: new Set(publicTypes),
      authorizer: new ResultAuthorizer({
        permissions: this.permissions(),
        permissionOf: type =>
          type === CATALOG_TYPE ? catalogEntityReadPermission : undefined,
      }),
      documentTypes: () => [CATALOG_TYPE, 'notes', 'news'],
      budgetMs: 10_000,
    };
    this.engine = new TenantSearchEngine({
      services: () => services,
      engine: () => engine,
    });
  }

  async index(
    documents: Iterable<IndexableDocument>,
    type = CATALOG_TYPE,
  ): Promise<void> {
    await pipeline(
      Readable.from(documents),
      await this.engine.getIndexer(type),
    );
  }

  /** A member of the tenant of that name. */
  memberOf(
    tenant: string,
    groups: readonly string[] = [`group:${tenant}/${tenant}`],
  ): string {
    const userEntityRef = `user:default/${tenant}`;
    const membership = {
      id: parseTenantId(tenant),
      role: 'member' as const,
      plugins: null,
      requestsPerMinute: null,
    };
    this.callers.set(userEntityRef, {
      userEntityRef,
      operator: false,
      auditor: false,
      tenants: [membership],
      groups,
    });
    return userEntityRef;
  }

  /** Somebody who sees all. */
  operator(): string {
    const userEntityRef = 'user:default/olga';
    this.callers.set(userEntityRef, {
      userEntityRef,
      operator: true,
      auditor: false,
      tenants: [],
      groups: [],
    });
    return userEntityRef;
  }

  async find(
    userEntityRef: string,
    query: Partial<SearchQuery>,
  ): Promise<IndexableResultSet> {
    return this.engine.query(
      { term: '', types: [CATALOG_TYPE], ...query },
      { credentials: mockCredentials.user(userEntityRef) },
    );
  }

  /** Every page to the end. */
  async findAll(
    userEntityRef: string,
    query: Partial<SearchQuery>,
  ): Promise<IndexableResultSet[]> {
    const pages = [await this.find(userEntityRef, query)];
    for (;;) {
      const pageCursor = pages[pages.length - 1].nextPageCursor;
      if (!pageCursor) {
        return pages;
      }
      pages.push(await this.find(userEntityRef, { ...query, pageCursor }));
    }
  }

  private callerOf(userEntityRef: string): Caller {
    const caller = this.callers.get(userEntityRef);
    if (!caller) {
      throw new Error('The tenancy backend does not answer');
    }
    return caller;
  }

  private entity(ref: string): Entity | undefined {
    return ref.includes('/missing')
      ? undefined
      : entityOf(ref, this.stamps.get(ref));
  }

  private permissions() {
    const auth = mockServices.auth();
    const callerOf = (credentials: BackstageCredentials) =>
      auth.isPrincipal(credentials, 'user')
        ? this.callerOf(credentials.principal.userEntityRef)
        : undefined;
    return mockServices.permissions.mock({
      authorizeConditional: async (requests, options) =>
        requests.map(() => {
          const who = callerOf(options.credentials);
          if (!who || seesAll(who)) {
            return { result: AuthorizeResult.ALLOW };
          }
          const ours = {
            resourceType: 'catalog-entity',
            rule: isInAudience.name,
            params: { audience: audienceSeenBy(who) },
          };
          const theirs = this.inner?.conditions;
          return {
            result: AuthorizeResult.CONDITIONAL,
            pluginId: 'catalog',
            resourceType: 'catalog-entity',
            conditions: theirs ? { allOf: [theirs, ours] } : ours,
          };
        }),
      authorize: async (requests, options) =>
        requests.map(({ resourceRef }) => {
          this.asked++;
          const who = callerOf(options.credentials);
          const entity = resourceRef ? this.entity(resourceRef) : undefined;
          const allowed =
            entity &&
            who &&
            isInAudience.apply(entity, { audience: audienceSeenBy(who) }) &&
            (this.inner?.allows(stringifyEntityRef(entity)) ?? true);
          return {
            result: allowed ? AuthorizeResult.ALLOW : AuthorizeResult.DENY,
          };
        }),
    });
  }
}
