import {
  DirectoryChangeKey,
  DirectoryGroup,
  TenantId,
} from '@commonhold/plugin-tenancy-common';
import { Knex } from 'knex';
import { cutPage, decodeCursor } from './cursor';
import { DirectoryGroupRow, DirectoryMemberRow } from './rows';

/** Where groups and people belong, and what changed when. */
export class DirectoryStore {
  static create(knex: Knex): DirectoryStore {
    return new DirectoryStore(knex);
  }

  private constructor(private readonly knex: Knex) {}

  /**
   * Runs a change of the directory alone: two at once, each deciding on what
   * the other is about to change, could leave a group in the wrong tenant.
   *
   * PostgreSQL: a lock that writers of the table exclude each other with and
   * that readers do not notice. SQLite has a single writer anyway.
   */
  async exclusively<T>(work: (tx: Knex.Transaction) => Promise<T>): Promise<T> {
    return this.knex.transaction(async tx => {
      if (this.knex.client.config.client === 'pg') {
        await tx.raw('LOCK TABLE directory_groups IN SHARE ROW EXCLUSIVE MODE');
      }
      return work(tx);
    });
  }

  async groups(tx: Knex = this.knex): Promise<Map<string, DirectoryGroup>> {
    const rows = await tx<DirectoryGroupRow>('directory_groups').orderBy(
      'group_ref',
    );
    return new Map(rows.map(row => [row.group_ref, toGroup(row)]));
  }

  async groupsByRefs(
    refs: readonly string[],
  ): Promise<Map<string, DirectoryGroup>> {
    if (refs.length === 0) {
      return new Map();
    }
    const rows = await this.knex<DirectoryGroupRow>('directory_groups').whereIn(
      'group_ref',
      refs,
    );
    return new Map(rows.map(row => [row.group_ref, toGroup(row)]));
  }

  /** Of the groups that name a person, whatever the state of the tenants. */
  async tenantsOfUser(userRef: string): Promise<TenantId[]> {
    const rows: { tenant_id: TenantId }[] = await this.knex('directory_members')
      .join(
        'directory_groups',
        'directory_groups.group_ref',
        'directory_members.group_ref',
      )
      .where('directory_members.user_ref', userRef)
      .whereNotNull('directory_groups.tenant_id')
      .distinct('directory_groups.tenant_id')
      .orderBy('directory_groups.tenant_id');
    return rows.map(row => row.tenant_id);
  }

  async members(tx: Knex = this.knex): Promise<DirectoryMemberRow[]> {
    return tx<DirectoryMemberRow>('directory_members').select();
  }

  /** People of a tenant by ref, with their direct groups in it. */
  async membersPage(
    tenant: string,
    options: { limit: number; cursor?: string },
  ): Promise<{
    items: { userRef: string; groups: string[] }[];
    totalItems: number;
    nextCursor?: string;
  }> {
    const { limit, cursor } = options;
    const members = this.knex('directory_members')
      .join(
        'directory_groups',
        'directory_groups.group_ref',
        'directory_members.group_ref',
      )
      .where('directory_groups.tenant_id', tenant);
    const [{ total }] = await members
      .clone()
      .countDistinct({ total: 'directory_members.user_ref' });
    const users: { user_ref: string }[] = await members
      .clone()
      .distinct('directory_members.user_ref')
      .modify(query => {
        if (cursor !== undefined) {
          query.where(
            'directory_members.user_ref',
            '>',
            decodeCursor(cursor, 1)[0],
          );
        }
      })
      .orderBy('directory_members.user_ref')
      .limit(limit + 1);
    const { items, nextCursor } = cutPage(users, limit, row => [row.user_ref]);
    const rows: DirectoryMemberRow[] = await members
      .clone()
      .select('directory_members.user_ref', 'directory_members.group_ref')
      .whereIn(
        'directory_members.user_ref',
        items.map(row => row.user_ref),
      )
      .orderBy('directory_members.group_ref');
    return {
      items: items.map(({ user_ref: userRef }) => ({
        userRef,
        groups: rows
          .filter(row => row.user_ref === userRef)
          .map(row => row.group_ref),
      })),
      totalItems: Number(total),
      nextCursor,
    };
  }

  /** How many people are in each of these tenants. */
  async countMembers(tenants: readonly string[]): Promise<Map<string, number>> {
    const rows: { tenant_id: string; total: number | string }[] =
      await this.knex('directory_members')
        .join(
          'directory_groups',
          'directory_groups.group_ref',
          'directory_members.group_ref',
        )
        .whereIn('directory_groups.tenant_id', [...tenants])
        .groupBy('directory_groups.tenant_id')
        .select('directory_groups.tenant_id')
        .countDistinct({ total: 'directory_members.user_ref' });
    return new Map(rows.map(row => [row.tenant_id, Number(row.total)]));
  }

  async putGroups(
    tx: Knex.Transaction,
    groups: ReadonlyMap<string, DirectoryGroup>,
  ): Promise<void> {
    const rows = [...groups].map(([ref, group]) => ({
      group_ref: ref,
      ancestors: JSON.stringify(group.ancestors),
      tenant_id: group.tenant,
    }));
    for (const chunk of chunks(rows)) {
      await tx<DirectoryGroupRow>('directory_groups')
        .insert(chunk)
        .onConflict('group_ref')
        .merge();
    }
  }

  async deleteGroups(
    tx: Knex.Transaction,
    refs: readonly string[],
  ): Promise<void> {
    for (const chunk of chunks(refs)) {
      await tx('directory_groups').whereIn('group_ref', chunk).delete();
    }
  }

  async addMembers(
    tx: Knex.Transaction,
    members: readonly DirectoryMemberRow[],
  ): Promise<void> {
    for (const chunk of chunks(members)) {
      await tx<DirectoryMemberRow>('directory_members')
        .insert(chunk)
        .onConflict(['group_ref', 'user_ref'])
        .ignore();
    }
  }

  async deleteMembers(
    tx: Knex.Transaction,
    members: readonly DirectoryMemberRow[],
  ): Promise<void> {
    for (const member of members) {
      await tx('directory_members').where(member).delete();
    }
  }

  async recordChanges(
    tx: Knex.Transaction,
    keys: Iterable<DirectoryChangeKey>,
    now: string,
  ): Promise<void> {
    const rows = [...new Set(keys)].map(key => ({ key, created_at: now }));
    for (const chunk of chunks(rows)) {
      await tx('directory_changes').insert(chunk);
    }
  }

  async revision(): Promise<number> {
    const [{ revision }] = await this.knex('directory_changes').max({
      revision: 'revision',
    });
    return Number(revision ?? 0);
  }

  /** Changes later than a revision, the oldest first, 1,000 at most. */
  async changesSince(
    revision: number,
  ): Promise<{ revision: number; keys: DirectoryChangeKey[] }> {
    const rows: { revision: number | string; key: string }[] = await this.knex(
      'directory_changes',
    )
      .select('revision', 'key')
      .where('revision', '>', revision)
      .orderBy('revision')
      .limit(1000);
    return {
      revision: rows.length ? Number(rows[rows.length - 1].revision) : revision,
      keys: [...new Set(rows.map(row => row.key))],
    };
  }

  /**
   * Forgets changes that every follower has long seen. The latest one stays,
   * so that the revision never goes back.
   */
  async forgetChangesBefore(time: string): Promise<void> {
    const latest = await this.revision();
    await this.knex('directory_changes')
      .where('created_at', '<', time)
      .where('revision', '<', latest)
      .delete();
  }
}

function toGroup(row: DirectoryGroupRow): DirectoryGroup {
  return {
    ancestors: JSON.parse(row.ancestors),
    tenant: row.tenant_id as TenantId | null,
  };
}

/** Pieces that stay below the limit of bound values in a statement. */
function* chunks<T>(items: readonly T[], size = 200): Generator<T[]> {
  for (let start = 0; start < items.length; start += size) {
    yield items.slice(start, start + size);
  }
}
