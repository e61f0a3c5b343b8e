import { AuthService } from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  Caller,
  audienceSeenBy,
  readStamp,
} from '@commonhold/plugin-tenancy-common';
import { LRUCache } from 'lru-cache';

/** How old an answer may be; part of the five seconds that a change may take. */
const TTL_MS = 2_000;

const MAX_ENTRIES = 200_000;

/** The catalog takes more, but a page is then long in coming. */
const CHUNK = 1_000;

/** Who may see what, by entity ref. Absent things are seen by nobody. */
export class AudienceLookup {
  private readonly known = new LRUCache<string, readonly string[]>({
    max: MAX_ENTRIES,
    ttl: TTL_MS,
  });

  constructor(
    private readonly options: {
      readonly catalog: CatalogService;
      readonly auth: AuthService;
    },
  ) {}

  /**
   * @param refs - full entity refs in lower case
   * @returns those of them that exist and that the caller may see; what is
   *   hidden cannot be told from what is not there
   */
  async visible(
    refs: Iterable<string>,
    caller: Caller,
  ): Promise<ReadonlySet<string>> {
    const asked = new Set(refs);
    const audiences = new Map<string, readonly string[]>();
    const missing: string[] = [];
    for (const ref of asked) {
      const audience = this.known.get(ref);
      if (audience) {
        audiences.set(ref, audience);
      } else {
        missing.push(ref);
      }
    }
    for (let start = 0; start < missing.length; start += CHUNK) {
      const chunk = missing.slice(start, start + CHUNK);
      for (const [ref, audience] of await this.load(chunk)) {
        this.known.set(ref, audience);
        audiences.set(ref, audience);
      }
    }
    const seen = new Set<string>(audienceSeenBy(caller));
    return new Set(
      [...asked].filter(ref =>
        audiences.get(ref)?.some(value => seen.has(value)),
      ),
    );
  }

  private async load(
    refs: string[],
  ): Promise<[ref: string, audience: readonly string[]][]> {
    const { catalog, auth } = this.options;
    const { items } = await catalog.getEntitiesByRefs(
      {
        entityRefs: refs,
        fields: [
          'kind',
          'metadata.name',
          'metadata.namespace',
          'metadata.tenancy',
        ],
      },
      { credentials: await auth.getOwnServiceCredentials() },
    );
    return refs.map((ref, index) => {
      const entity = items[index];
      return [ref, (entity && readStamp(entity)?.audience) ?? []];
    });
  }
}
