import { PermissionCriteria } from '@backstage/plugin-permission-common';
import {
  Commit,
  CommitFinding,
  RepositoryState,
  ResourceUsage,
} from '@commonhold/plugin-platform-resources-common';
import { Knex } from 'knex';
import { AudienceFilter, Owned } from '../permissions/audienceRules';
import { applyAudienceCriteria } from './applyAudienceCriteria';
import { cutPage, decodeCursor } from './cursor';

/** An application as the catalog names it. */
export type KnownApplication = Owned & {
  readonly ref: string;
  readonly title: string;
  readonly owner: string | null;
  readonly url: string;
  readonly branch: string;
  /** Why its repository is not looked at, if it is not. */
  readonly refusal?: string;
};

/** An application as it is stored. */
export type StoredApplication = Omit<KnownApplication, 'refusal'> & {
  readonly state: RepositoryState;
  readonly problem: string | null;
  readonly headCommit: string | null;
  readonly definitionsHash: string | null;
  readonly appliedCommit: string | null;
  readonly checkedAt: string | null;
};

/** What resolving a commit brought. */
export type ResolvedCommit = Commit & {
  readonly resolvedAt: string;
  readonly resolveMs: number;
  readonly errors: number;
  readonly warnings: number;
  readonly leaves: number;
  readonly levels: readonly string[];
};

type ApplicationRow = {
  ref: string;
  title: string;
  owner_ref: string | null;
  tenant_id: string | null;
  repository_url: string;
  branch: string;
  state: RepositoryState;
  problem: string | null;
  head_commit: string | null;
  definitions_hash: string | null;
  applied_commit: string | null;
  checked_at: string | null;
  due_at: string;
  claimed_by: string | null;
  claimed_until: string | null;
};

type CommitRow = {
  application_ref: string;
  id: string;
  author_name: string;
  author_email: string;
  authored_at: string;
  title: string;
  resolved_at: string;
  resolve_ms: number;
  errors: number;
  warnings: number;
  leaves: number;
  levels: string;
};

type FindingRow = CommitFinding & {
  application_ref: string;
  commit_id: string;
  position: number;
};

type UsageRow = {
  application_ref: string;
  overlay: string;
  node: string;
  component_ref: string;
  component_title: string;
  resources: number;
};

const COLUMNS = {
  tenant: 'applications.tenant_id',
  key: 'applications.ref',
  audienceTable: 'application_audience',
  audienceKey: 'application_ref',
};

/** SQLite takes some hundred values in one statement. */
const CHUNK = 100;

/** Applications, their commits and findings. */
export class ApplicationStore {
  constructor(private readonly knex: Knex) {}

  transaction<T>(work: (tx: Knex.Transaction) => Promise<T>): Promise<T> {
    return this.knex.transaction(work);
  }

  /** Makes the applications what the catalog says; others are forgotten. */
  async replaceAll(
    known: readonly KnownApplication[],
    now: string,
  ): Promise<{ readonly removed: readonly string[] }> {
    return this.knex.transaction(async tx => {
      const rows = await tx<ApplicationRow>('applications');
      const stored = new Map(rows.map(row => [row.ref, row]));
      for (const application of known) {
        await this.put(tx, application, stored.get(application.ref), now);
      }
      const refs = new Set(known.map(({ ref }) => ref));
      const removed = [...stored.keys()].filter(ref => !refs.has(ref));
      for (let at = 0; at < removed.length; at += CHUNK) {
        await tx('applications')
          .whereIn('ref', removed.slice(at, at + CHUNK))
          .delete();
      }
      return { removed };
    });
  }

  private async put(
    tx: Knex.Transaction,
    known: KnownApplication,
    stored: ApplicationRow | undefined,
    now: string,
  ): Promise<void> {
    const moved =
      stored?.repository_url !== known.url || stored?.branch !== known.branch;
    const refused = known.refusal !== undefined;
    const wasRefused = stored?.state === 'refused';
    const row: Partial<ApplicationRow> = {
      title: known.title,
      owner_ref: known.owner,
      tenant_id: known.tenant,
      repository_url: known.url,
      branch: known.branch,
      ...(refused
        ? { state: 'refused', problem: known.refusal }
        : (moved || wasRefused) && {
            state: 'waiting',
            problem: null,
            due_at: now,
          }),
      ...(moved && { head_commit: null, definitions_hash: null }),
    };
    if (!stored) {
      await tx('applications').insert({
        ref: known.ref,
        due_at: now,
        ...row,
      });
    } else if (
      Object.entries(row).some(
        ([key, value]) => stored[key as keyof ApplicationRow] !== value,
      )
    ) {
      await tx('applications').where({ ref: known.ref }).update(row);
    }
    const before: string[] = await tx('application_audience')
      .where({ application_ref: known.ref })
      .pluck('audience');
    if (
      before.length !== known.audience.length ||
      known.audience.some(value => !before.includes(value))
    ) {
      await tx('application_audience')
        .where({ application_ref: known.ref })
        .delete();
      await tx('application_audience').insert(
        [...new Set(known.audience)].map(audience => ({
          application_ref: known.ref,
          audience,
        })),
      );
    }
  }

  async page(options: {
    readonly criteria?: PermissionCriteria<AudienceFilter>;
    readonly text?: string;
    readonly state?: RepositoryState;
    readonly limit: number;
    readonly cursor?: string;
  }): Promise<{
    items: StoredApplication[];
    totalItems: number;
    nextCursor?: string;
  }> {
    const { criteria, text, state, limit, cursor } = options;
    const visible = this.knex<ApplicationRow>('applications')
      .where(query => applyAudienceCriteria(query, criteria, COLUMNS))
      .modify(query => {
        if (state) {
          query.where({ state });
        }
        if (text) {
          const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
          query.where(any =>
            any
              .whereRaw(`lower(title) like lower(?) escape '\\'`, [pattern])
              .orWhereRaw(`lower(ref) like lower(?) escape '\\'`, [pattern]),
          );
        }
      });
    const [{ total }] = await visible.clone().count({ total: '*' });
    const rows: ApplicationRow[] = await visible
      .clone()
      .modify(query => {
        if (cursor !== undefined) {
          query.where('ref', '>', decodeCursor(cursor, 1)[0]);
        }
      })
      .orderBy('ref')
      .limit(limit + 1);
    const { items, nextCursor } = cutPage(rows, limit, row => [row.ref]);
    return {
      items: await this.hydrate(items),
      totalItems: Number(total),
      nextCursor,
    };
  }

  async find(
    ref: string,
    criteria?: PermissionCriteria<AudienceFilter>,
    tx: Knex = this.knex,
  ): Promise<StoredApplication | undefined> {
    const rows = await tx<ApplicationRow>('applications')
      .where({ ref })
      .where(query => applyAudienceCriteria(query, criteria, COLUMNS));
    return (await this.hydrate(rows, tx))[0];
  }

  async byRefs(refs: readonly string[]): Promise<StoredApplication[]> {
    return this.hydrate(
      await this.knex<ApplicationRow>('applications').whereIn('ref', refs),
    );
  }

  /**
   * Takes applications whose repositories are to be looked at, each for one replica
   * at a time. A replica that dies lets go when its time is over.
   */
  async claimDue(options: {
    readonly claimant: string;
    readonly now: string;
    readonly until: string;
    readonly limit: number;
  }): Promise<StoredApplication[]> {
    const { claimant, now, until, limit } = options;
    return this.knex.transaction(async tx => {
      const due = tx<ApplicationRow>('applications')
        .where('due_at', '<=', now)
        .whereNot({ state: 'refused' })
        .where(free =>
          free.whereNull('claimed_until').orWhere('claimed_until', '<', now),
        )
        .orderBy('due_at')
        .limit(limit);
      const rows: ApplicationRow[] = isPostgres(tx)
        ? await due.forUpdate().skipLocked()
        : await due;
      if (rows.length === 0) {
        return [];
      }
      await tx('applications')
        .whereIn(
          'ref',
          rows.map(({ ref }) => ref),
        )
        .update({ claimed_by: claimant, claimed_until: until });
      return this.hydrate(rows, tx);
    });
  }

  /** Locks an application for the rest of a transaction, if the claim holds. */
  async holdClaim(
    tx: Knex.Transaction,
    ref: string,
    claimant: string,
    now: string,
  ): Promise<boolean> {
    const count = await tx('applications')
      .where({ ref, claimed_by: claimant })
      .where('claimed_until', '>=', now)
      .update({ claimed_by: claimant });
    return count === 1;
  }

  /** Ends a claim, whatever came of it. */
  async release(
    ref: string,
    claimant: string,
    result: {
      readonly state?: RepositoryState;
      readonly problem?: string | null;
      readonly checkedAt?: string;
      readonly claimedAt: string;
      readonly dueAt: string;
    },
  ): Promise<void> {
    const { state, problem, checkedAt, claimedAt, dueAt } = result;
    await this.knex('applications')
      .where({ ref, claimed_by: claimant })
      .update({
        ...(state && { state }),
        ...(problem !== undefined && { problem }),
        ...(checkedAt && { checked_at: checkedAt }),
        // What was pushed while we looked is looked at again.
        due_at: this.knex.raw('case when due_at > ? then due_at else ? end', [
          claimedAt,
          dueAt,
        ]),
        claimed_by: null,
        claimed_until: null,
      });
  }

  /** Has a repository looked at now. */
  async makeDue(
    where: { readonly ref: string } | { readonly urls: readonly string[] },
    now: string,
  ): Promise<number> {
    const query = this.knex('applications');
    return 'ref' in where
      ? query.where({ ref: where.ref }).update({ due_at: now })
      : query.whereIn('repository_url', where.urls).update({ due_at: now });
  }

  /** Writes down a commit that was resolved; the second time changes nothing. */
  async putCommit(
    tx: Knex.Transaction,
    ref: string,
    commit: ResolvedCommit,
    findings: readonly CommitFinding[],
  ): Promise<void> {
    const key = { application_ref: ref, id: commit.id };
    await tx('commits').where(key).delete();
    await tx('findings')
      .where({ application_ref: ref, commit_id: commit.id })
      .delete();
    await tx('commits').insert({
      ...key,
      author_name: commit.author.name,
      author_email: commit.author.email,
      authored_at: commit.authoredAt,
      title: commit.title,
      resolved_at: commit.resolvedAt,
      resolve_ms: commit.resolveMs,
      errors: commit.errors,
      warnings: commit.warnings,
      leaves: commit.leaves,
      levels: JSON.stringify(commit.levels),
    });
    const rows = findings.map((finding, position) => ({
      application_ref: ref,
      commit_id: commit.id,
      position,
      ...finding,
    }));
    for (let at = 0; at < rows.length; at += CHUNK / 2) {
      await tx('findings').insert(rows.slice(at, at + CHUNK / 2));
    }
  }

  async setHead(
    tx: Knex.Transaction,
    ref: string,
    head: {
      readonly commit: string;
      readonly definitionsHash: string;
      readonly state: RepositoryState;
      readonly problem: string | null;
    },
  ): Promise<void> {
    await tx('applications').where({ ref }).update({
      head_commit: head.commit,
      definitions_hash: head.definitionsHash,
      state: head.state,
      problem: head.problem,
    });
  }

  async setApplied(
    tx: Knex.Transaction,
    ref: string,
    commit: string,
  ): Promise<void> {
    await tx('applications').where({ ref }).update({ applied_commit: commit });
  }

  async commits(
    keys: readonly { readonly ref: string; readonly id: string }[],
  ): Promise<Map<string, ResolvedCommit>> {
    const found = new Map<string, ResolvedCommit>();
    for (let at = 0; at < keys.length; at += CHUNK) {
      const rows = await this.knex<CommitRow>('commits').whereIn(
        ['application_ref', 'id'],
        keys.slice(at, at + CHUNK).map(({ ref, id }) => [ref, id]),
      );
      rows.forEach(row => found.set(row.application_ref, toCommit(row)));
    }
    return found;
  }

  async findings(ref: string, commit: string): Promise<CommitFinding[]> {
    const rows = await this.knex<FindingRow>('findings')
      .where({ application_ref: ref, commit_id: commit })
      .orderBy('position');
    return rows.map(
      ({ application_ref: _, commit_id: __, position: ___, ...finding }) =>
        finding,
    );
  }

  /** What the newest applied commit uses of components. */
  async replaceUsage(
    tx: Knex.Transaction,
    ref: string,
    usage: readonly {
      readonly overlay: string;
      readonly node: string;
      readonly component: string;
      readonly componentTitle: string;
      readonly resources: number;
    }[],
  ): Promise<void> {
    await tx('component_usage').where({ application_ref: ref }).delete();
    const rows: UsageRow[] = usage.map(item => ({
      application_ref: ref,
      overlay: item.overlay,
      node: item.node,
      component_ref: item.component,
      component_title: item.componentTitle,
      resources: item.resources,
    }));
    for (let at = 0; at < rows.length; at += CHUNK) {
      await tx('component_usage').insert(rows.slice(at, at + CHUNK));
    }
  }

  async usage(): Promise<ResourceUsage[]> {
    const rows: (UsageRow & Pick<ApplicationRow, 'title' | 'owner_ref'>)[] =
      await this.knex('component_usage')
        .join(
          'applications',
          'applications.ref',
          'component_usage.application_ref',
        )
        .select(
          'component_usage.*',
          'applications.title',
          'applications.owner_ref',
        )
        .orderBy(['application_ref', 'overlay', 'node']);
    return rows.map(row => ({
      application: row.application_ref,
      applicationTitle: row.title,
      owner: row.owner_ref,
      component: row.component_ref,
      componentTitle: row.component_title,
      overlay: row.overlay,
      node: row.node,
      resources: row.resources,
    }));
  }

  /** Repositories by state, for health and metrics. */
  async countByState(): Promise<Map<RepositoryState, number>> {
    const rows: { state: RepositoryState; total: number | string }[] =
      await this.knex('applications')
        .select('state')
        .count({ total: '*' })
        .groupBy('state');
    return new Map(rows.map(({ state, total }) => [state, Number(total)]));
  }

  private async hydrate(
    rows: readonly ApplicationRow[],
    tx: Knex = this.knex,
  ): Promise<StoredApplication[]> {
    const audiences: { application_ref: string; audience: string }[] = await tx(
      'application_audience',
    )
      .whereIn(
        'application_ref',
        rows.map(({ ref }) => ref),
      )
      .orderBy('audience');
    const byRef = new Map<string, string[]>();
    for (const { application_ref: ref, audience } of audiences) {
      byRef.set(ref, [...(byRef.get(ref) ?? []), audience]);
    }
    return rows.map(row => ({
      ref: row.ref,
      title: row.title,
      owner: row.owner_ref,
      tenant: row.tenant_id,
      audience: byRef.get(row.ref) ?? [],
      url: row.repository_url,
      branch: row.branch,
      state: row.state,
      problem: row.problem,
      headCommit: row.head_commit,
      definitionsHash: row.definitions_hash,
      appliedCommit: row.applied_commit,
      checkedAt: row.checked_at,
    }));
  }
}

function isPostgres(knex: Knex): boolean {
  return knex.client.config.client === 'pg';
}

function toCommit(row: CommitRow): ResolvedCommit {
  return {
    id: row.id,
    author: { name: row.author_name, email: row.author_email },
    authoredAt: row.authored_at,
    title: row.title,
    resolvedAt: row.resolved_at,
    resolveMs: row.resolve_ms,
    errors: row.errors,
    warnings: row.warnings,
    leaves: row.leaves,
    levels: JSON.parse(row.levels),
  };
}
