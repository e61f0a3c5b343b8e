import { Writable } from 'node:stream';
import {
  AuthService,
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import {
  QueryRequestOptions,
  QueryTranslator,
  SearchEngine,
} from '@backstage/plugin-search-backend-node';
import {
  IndexableResultSet,
  SearchQuery,
} from '@backstage/plugin-search-common';
import {
  Audience,
  audienceSeenBy,
  seesAll,
} from '@commonhold/plugin-tenancy-common';
import { TenancyService } from '@commonhold/plugin-tenancy-node';
import {
  QueryAuthorization,
  ResultAuthorizer,
} from './authorization/ResultAuthorizer';
import { AUDIENCE_FIELD, AudienceEngine } from './engines/AudienceEngine';
import { AudienceIndexer } from './indexing/AudienceIndexer';
import { EntityAudiences } from './indexing/EntityAudiences';
import { parsePageCursor } from './pageCursor';
import { scanForPage } from './scanForPage';

/** What the engine needs, known only once the backend has started its plugins. */
export type TenantSearchServices = {
  readonly auth: AuthService;
  readonly logger: LoggerService;
  readonly tenancy: TenancyService;
  /** For one run of indexing. */
  readonly createEntityAudiences: () => EntityAudiences;
  /** Types of documents that everyone may find if they tell nothing else. */
  readonly publicTypes: ReadonlySet<string>;
  readonly authorizer: ResultAuthorizer;
  readonly documentTypes: () => readonly string[];
  /** So long may a scan for allowed results take. */
  readonly budgetMs: number;
};

const NOTHING: IndexableResultSet = { results: [], numberOfResults: 0 };

/**
 * Searches what the caller may see, and nothing else, on any engine.
 *
 * The audience is written at indexing and may be outdated by the time of a
 * query. So what the engine finds is decided on by the permission policy once
 * more: an outdated audience hides too much or shortens a page, never shows.
 */
export class TenantSearchEngine implements SearchEngine {
  constructor(
    private readonly options: {
      readonly services: () => TenantSearchServices | undefined;
      readonly engine: () => AudienceEngine;
    },
  ) {}

  setTranslator(translator: QueryTranslator): void {
    this.options.engine().setTranslator(translator);
  }

  async getIndexer(type: string): Promise<Writable> {
    const { createEntityAudiences, publicTypes } = this.services();
    return new AudienceIndexer({
      index: await this.options.engine().createIndex(type),
      entities: createEntityAudiences(),
      isPublic: publicTypes.has(type),
    });
  }

  async query(
    query: SearchQuery,
    options?: QueryRequestOptions,
  ): Promise<IndexableResultSet> {
    const credentials =
      options && 'credentials' in options ? options.credentials : undefined;
    if (!credentials || asksForAudience(query)) {
      return NOTHING;
    }
    const page = parsePageCursor(query.pageCursor);
    const audience = await this.audienceOf(credentials);
    if (audience?.length === 0) {
      return NOTHING;
    }
    const { authorizer, budgetMs, documentTypes } = this.services();
    const authorization = await authorizer.authorize(
      query.types ?? documentTypes(),
      audience,
      credentials,
    );
    if (authorization.types.length === 0) {
      return NOTHING;
    }
    const engine = this.options.engine();
    const find = (wanted: SearchQuery) =>
      engine.query({ ...wanted, types: [...authorization.types] }, audience);
    return authorization.isExact
      ? onePage(await find(query), authorization)
      : scanForPage({
          query,
          page,
          find,
          allowed: authorization.allowed,
          budgetMs,
        });
  }

  /** @returns `undefined` for those who see all, `[]` for those unknown */
  private async audienceOf(
    credentials: BackstageCredentials,
  ): Promise<readonly Audience[] | undefined> {
    const { auth, logger, tenancy } = this.services();
    if (auth.isPrincipal(credentials, 'service')) {
      return undefined;
    }
    if (!auth.isPrincipal(credentials, 'user')) {
      return [];
    }
    try {
      const caller = await tenancy.getCaller(credentials);
      if (!caller) {
        return [];
      }
      return seesAll(caller) ? undefined : audienceSeenBy(caller);
    } catch (error) {
      logger.warn(
        `Search finds nothing for ${credentials.principal.userEntityRef}, whose tenants cannot be found out: ${error}`,
      );
      return [];
    }
  }

  private services(): TenantSearchServices {
    const services = this.options.services();
    if (!services) {
      throw new Error(
        'Search has no tenancy: add searchModuleTenancy of the same createTenancySearch() to the backend',
      );
    }
    return services;
  }
}

/** Whom else a document is shared with is not for everybody to find out. */
function asksForAudience({ filters = {} }: SearchQuery): boolean {
  return Object.keys(filters).some(field => field.startsWith(AUDIENCE_FIELD));
}

/** A page as the engine found it, without what the policy forbids by now. */
async function onePage(
  found: IndexableResultSet,
  { allowed }: QueryAuthorization,
): Promise<IndexableResultSet> {
  const results = await allowed(found.results);
  if (results.length === found.results.length) {
    return found;
  }
  const first = found.results[0].rank ?? 1;
  return {
    ...found,
    results: results.map((result, index) => ({
      ...result,
      rank: first + index,
    })),
    // It includes what may not be seen any more.
    numberOfResults: undefined,
  };
}
