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

/**
 * Follows the groups of the catalog. Reading them is all that happens as long
 * as they stay the same.
 */
export class GroupSync {
  private lastHash: string | undefined;

  constructor(
    private readonly options: {
      readonly catalog: CatalogService;
      readonly auth: AuthService;
      readonly directory: DirectoryService;
    },
  ) {}

  async run(): Promise<void> {
    const groups = await this.read();
    const hash = createHash('sha256')
      .update(JSON.stringify(groups))
      .digest('hex');
    if (hash !== this.lastHash) {
      await this.options.directory.replaceGroups(groups);
      this.lastHash = hash;
    }
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
