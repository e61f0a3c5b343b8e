import { createHash } from 'node:crypto';
import { AuthService } from '@backstage/backend-plugin-api';
import {
  Entity,
  RELATION_CHILD_OF,
  RELATION_HAS_MEMBER,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { DirectoryService } from './DirectoryService';
import { CatalogGroup } from './groupTree';

const PAGE = 500;

/** So often the groups are read although nothing seems to have changed. */
const READ_EVERY_MS = 30_000;

/**
 * Follows the groups of the catalog.
 *
 * Every group names in its relations all that it owns, so that reading them is
 * reading the refs of the whole catalog. Every two seconds only counts are asked
 * for, which the catalog takes from an index: how many groups are beneath which
 * and how many people in which. Almost every change changes one of them. What
 * does not, such as two groups that exchange their parents at once, is found
 * when everything is read. Whose groups somebody is in does not depend on this:
 * callers are looked up by themselves.
 */
export class GroupSync {
  private lastCounts: string | undefined;
  private lastHash: string | undefined;
  private lastRead = 0;

  constructor(
    private readonly options: {
      readonly catalog: CatalogService;
      readonly auth: AuthService;
      readonly directory: Pick<DirectoryService, 'replaceGroups'>;
      readonly now?: () => number;
    },
  ) {}

  async run(): Promise<void> {
    // Before the groups, so that what changes meanwhile is noticed next time.
    const counts = await this.count();
    const now = (this.options.now ?? Date.now)();
    if (counts === this.lastCounts && now - this.lastRead < READ_EVERY_MS) {
      return;
    }
    const groups = await this.read();
    const hash = hashOf(groups);
    if (hash !== this.lastHash) {
      await this.options.directory.replaceGroups(groups);
      this.lastHash = hash;
    }
    this.lastCounts = counts;
    this.lastRead = now;
  }

  private async count(): Promise<string> {
    const { catalog, auth } = this.options;
    const credentials = await auth.getOwnServiceCredentials();
    const counted = await Promise.all([
      catalog.getEntityFacets(
        {
          filter: { kind: 'Group' },
          facets: ['metadata.namespace', 'metadata.name', 'relations.childOf'],
        },
        { credentials },
      ),
      catalog.getEntityFacets(
        { filter: { kind: 'User' }, facets: ['relations.memberOf'] },
        { credentials },
      ),
    ]);
    return hashOf(
      counted.map(({ facets }) =>
        Object.entries(facets).map(([facet, values]) => [
          facet,
          values.map(({ value, count }) => `${value} ${count}`).sort(),
        ]),
      ),
    );
  }

  private async read(): Promise<CatalogGroup[]> {
    const { catalog, auth } = this.options;
    const groups: CatalogGroup[] = [];
    let cursor: string | undefined;
    do {
      const page = await catalog.queryEntities(
        cursor
          ? { cursor, limit: PAGE }
          : {
              filter: { kind: 'Group' },
              fields: [
                'kind',
                'metadata.name',
                'metadata.namespace',
                'relations',
              ],
              orderFields: { field: 'metadata.name', order: 'asc' },
              limit: PAGE,
              totalItems: 'exclude',
            },
        { credentials: await auth.getOwnServiceCredentials() },
      );
      groups.push(...page.items.map(toGroup));
      cursor = page.pageInfo.nextCursor;
    } while (cursor);
    return groups.sort((a, b) => (a.ref < b.ref ? -1 : 1));
  }
}

function hashOf(value: object): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}

function toGroup(entity: Entity): CatalogGroup {
  const targets = (type: string) =>
    (entity.relations ?? [])
      .filter(relation => relation.type === type)
      .map(relation => relation.targetRef.toLocaleLowerCase('en-US'))
      .sort();
  return {
    ref: stringifyEntityRef(entity),
    parents: targets(RELATION_CHILD_OF),
    members: targets(RELATION_HAS_MEMBER),
  };
}
