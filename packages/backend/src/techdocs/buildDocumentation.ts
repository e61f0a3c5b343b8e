import type {
  AuthService,
  DiscoveryService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { CATALOG_FILTER_EXISTS } from '@backstage/catalog-client';
import {
  getCompoundEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';

/** Entities asked for at once. */
const PAGE_SIZE = 100;

export interface BuildDocumentationOptions {
  readonly auth: AuthService;
  readonly catalog: CatalogService;
  readonly discovery: DiscoveryService;
  readonly logger: LoggerService;
  readonly signal: AbortSignal;
}

/**
 * Has TechDocs build the documentation of every entity, one after the other. What did not change is
 * left as it is.
 *
 * TechDocs builds a site when somebody opens it, and search knows built sites only. On a new portal a
 * search in the documentation would find nothing, or fail.
 */
export async function buildDocumentation(
  options: BuildDocumentationOptions,
): Promise<void> {
  const { auth, catalog, discovery, logger, signal } = options;
  const credentials = await auth.getOwnServiceCredentials();
  const baseUrl = await discovery.getBaseUrl('techdocs');

  let cursor: string | undefined;
  do {
    const { items, pageInfo } = await catalog.queryEntities(
      cursor
        ? { cursor, limit: PAGE_SIZE }
        : {
            filter: {
              'metadata.annotations.backstage.io/techdocs-ref':
                CATALOG_FILTER_EXISTS,
            },
            fields: ['kind', 'metadata.name', 'metadata.namespace'],
            limit: PAGE_SIZE,
          },
      { credentials },
    );
    for (const entity of items) {
      signal.throwIfAborted();
      const { kind, namespace, name } = getCompoundEntityRef(entity);
      const site = [namespace, kind, name].map(encodeURIComponent).join('/');
      const { token } = await auth.getPluginRequestToken({
        onBehalfOf: credentials,
        targetPluginId: 'techdocs',
      });
      const response = await fetch(`${baseUrl}/sync/${site}`, {
        headers: {
          Authorization: `Bearer ${token}`,
          // TechDocs listens to the connection for each request and never stops listening.
          Connection: 'close',
        },
        signal,
      });
      // The answer streams until the site is built, and its last event says how it went.
      const events = await response.text();
      if (!response.ok || !events.includes('event: finish')) {
        logger.warn(
          `The documentation of ${stringifyEntityRef(
            entity,
          )} could not be built: ${lastEvent(events)}`,
        );
      }
    }
    cursor = pageInfo.nextCursor;
  } while (cursor);
}

function lastEvent(events: string): string {
  return events.trim().split('\n').pop() ?? '';
}
