import { PermissionCriteria } from '@backstage/plugin-permission-common';
import {
  AffectedLeaf,
  ChangeSource,
  ChangeState,
  ChangeSummary,
  CommitFinding,
  Decision,
  NeededApproval,
  PlanProblem,
  PlanStep,
} from '@commonhold/plugin-platform-resources-common';
import { Knex } from 'knex';
import { AudienceFilter, Owned } from '../permissions/audienceRules';
import { applyAudienceCriteria } from './applyAudienceCriteria';
import { cutPage, decodeCursor } from './cursor';

/** A change as it is stored, without its steps. */
export type StoredChange = Owned &
  Omit<ChangeSummary, 'tenant'> & {
    readonly why: string;
    readonly authorEmail: string;
    readonly baseCommit: string | null;
    readonly commit: string;
    readonly onBranch: boolean;
    readonly affected: readonly AffectedLeaf[];
    readonly problems: readonly PlanProblem[];
    readonly findings: readonly CommitFinding[];
    readonly operations: readonly string[];
    readonly fingerprint: string | null;
    readonly revertOf: string | null;
    readonly pullRequest: string | null;
  };

/** What is known of a change before it is planned. */
export type NewStoredChange = {
  readonly id: string;
  readonly application: string;
  readonly tenant: string | null;
  readonly audience: readonly string[];
  readonly title: string;
  readonly why: string;
  readonly source: ChangeSource;
  readonly author: string;
  readonly authorEmail: string;
  readonly baseCommit: string | null;
  readonly commit: string;
  readonly onBranch: boolean;
  readonly revertOf?: string;
  /** The bulk change that it is part of. */
  readonly bulk?: string;
};

/** What planning brings. */
export type StoredPlan = {
  readonly baseCommit: string | null;
  readonly commit: string;
  readonly audience: readonly string[];
  readonly affected: readonly AffectedLeaf[];
  readonly problems: readonly PlanProblem[];
  readonly findings: readonly CommitFinding[];
  readonly steps: readonly PlanStep[];
  readonly costBefore: number | null;
  readonly costAfter: number | null;
  readonly approvals: readonly {
    readonly party: string;
    readonly reasons: readonly string[];
  }[];
  readonly fingerprint: string;
};

/** What may change of a change besides its plan. */
export type ChangePatch = {
  readonly state?: ChangeState;
  readonly stateReason?: string | null;
  readonly onBranch?: boolean;
  readonly commit?: string;
  readonly operations?: readonly string[];
  /** `null`: people go on with it. */
  readonly dueAt?: string | null;
};

type ChangeRow = {
  id: string;
  application_ref: string;
  tenant_id: string | null;
  title: string;
  why: string;
  state: ChangeState;
  state_reason: string | null;
  source: ChangeSource;
  author: string;
  author_email: string;
  base_commit: string | null;
  commit_id: string;
  on_branch: boolean | number;
  affected: string;
  problems: string;
  findings: string;
  operations: string;
  cost_before: number | null;
  cost_after: number | null;
  steps: number;
  destructive: number;
  fingerprint: string | null;
  revert_of: string | null;
  bulk_id: string | null;
  pull_request: string | null;
  due_at: string | null;
  claimed_by: string | null;
  claimed_until: string | null;
  created_at: string;
  updated_at: string;
};

type ApprovalRow = {
  change_id: string;
  party: string;
  reasons: string;
  approved_by: string | null;
};

type StepRow = {
  change_id: string;
  position: number;
  resource_ref: string;
  component_ref: string;
  leaf: string;
  instance: string;
  action: PlanStep['action'];
  risk: PlanStep['risk'];
  destructive: boolean | number;
  cost_before: number | null;
  cost_after: number | null;
  details: string;
};

const COLUMNS = {
  tenant: 'changes.tenant_id',
  key: 'changes.id',
  audienceTable: 'change_audience',
  audienceKey: 'change_id',
};

const CHUNK = 60;

/** States in which a change is not decided yet. */
export const OPEN_STATES: readonly ChangeState[] = [
  'draft',
  'planned',
  'awaiting-approval',
  'stale',
];

/** Changes, their plans and decisions. */
export class ChangeStore {
  constructor(private readonly knex: Knex) {}

  transaction<T>(work: (tx: Knex.Transaction) => Promise<T>): Promise<T> {
    return this.knex.transaction(work);
  }

  async insert(
    change: NewStoredChange,
    now: string,
    dueAt: string | null,
    tx: Knex = this.knex,
  ): Promise<void> {
    const row: ChangeRow = {
      id: change.id,
      application_ref: change.application,
      tenant_id: change.tenant,
      title: change.title,
      why: change.why,
      state: 'draft',
      state_reason: null,
      source: change.source,
      author: change.author,
      author_email: change.authorEmail,
      base_commit: change.baseCommit,
      commit_id: change.commit,
      on_branch: change.onBranch,
      affected: '[]',
      problems: '[]',
      findings: '[]',
      operations: '[]',
      cost_before: null,
      cost_after: null,
      steps: 0,
      destructive: 0,
      fingerprint: null,
      revert_of: change.revertOf ?? null,
      bulk_id: change.bulk ?? null,
      pull_request: null,
      due_at: dueAt,
      claimed_by: null,
      claimed_until: null,
      created_at: now,
      updated_at: now,
    };
    await tx('changes').insert(row);
    await putAudience(tx, change.id, change.audience);
  }

  /** Writes a plan down; approvals of another plan fall. */
  async putPlan(
    tx: Knex.Transaction,
    id: string,
    plan: StoredPlan,
    patch: ChangePatch,
    now: string,
  ): Promise<void> {
    await tx('change_steps').where({ change_id: id }).delete();
    const steps = plan.steps.map((step, position) =>
      stepRow(id, position, step),
    );
    for (let at = 0; at < steps.length; at += CHUNK) {
      await tx('change_steps').insert(steps.slice(at, at + CHUNK));
    }
    const before: ApprovalRow[] = await tx('change_approvals').where({
      change_id: id,
    });
    const [{ fingerprint }]: Pick<ChangeRow, 'fingerprint'>[] = await tx(
      'changes',
    )
      .where({ id })
      .select('fingerprint');
    const holds = fingerprint === plan.fingerprint;
    await tx('change_approvals').where({ change_id: id }).delete();
    if (plan.approvals.length > 0) {
      await tx('change_approvals').insert(
        plan.approvals.map(({ party, reasons }) => ({
          change_id: id,
          party,
          reasons: JSON.stringify(reasons),
          approved_by: holds
            ? before.find(row => row.party === party)?.approved_by ?? null
            : null,
        })),
      );
    }
    await putAudience(tx, id, plan.audience);
    await tx('changes')
      .where({ id })
      .update({
        base_commit: plan.baseCommit,
        commit_id: plan.commit,
        affected: JSON.stringify(plan.affected),
        problems: JSON.stringify(plan.problems),
        findings: JSON.stringify(plan.findings),
        cost_before: plan.costBefore,
        cost_after: plan.costAfter,
        steps: plan.steps.length,
        destructive: plan.steps.filter(({ destructive }) => destructive).length,
        fingerprint: plan.fingerprint,
      });
    await this.update(id, patch, now, tx);
  }

  async update(
    id: string,
    patch: ChangePatch,
    now: string,
    tx: Knex = this.knex,
  ): Promise<void> {
    const { state, stateReason, onBranch, commit, operations, dueAt } = patch;
    await tx('changes')
      .where({ id })
      .update({
        ...(state && { state }),
        ...(stateReason !== undefined && { state_reason: stateReason }),
        ...(onBranch !== undefined && { on_branch: onBranch }),
        ...(commit && { commit_id: commit }),
        ...(operations && { operations: JSON.stringify(operations) }),
        ...(dueAt !== undefined && { due_at: dueAt }),
        updated_at: now,
      });
  }

  /** The portal goes on with it later; nothing else of it changes. */
  async postpone(id: string, dueAt: string): Promise<void> {
    await this.knex('changes').where({ id }).update({ due_at: dueAt });
  }

  /**
   * Moves a change from one state to another, for whoever is first.
   *
   * @returns whether it was in one of the states
   */
  async transition(
    id: string,
    from: readonly ChangeState[],
    patch: ChangePatch & { readonly state: ChangeState },
    now: string,
    tx: Knex = this.knex,
  ): Promise<boolean> {
    const count = await tx('changes')
      .where({ id })
      .whereIn('state', from)
      .update({ state: patch.state, updated_at: now });
    if (count === 1) {
      await this.update(id, patch, now, tx);
    }
    return count === 1;
  }

  async find(
    id: string,
    criteria?: PermissionCriteria<AudienceFilter>,
    tx: Knex = this.knex,
  ): Promise<StoredChange | undefined> {
    const rows: ChangeRow[] = await tx<ChangeRow>('changes')
      .where({ id })
      .where(query => applyAudienceCriteria(query, criteria, COLUMNS));
    return (await this.hydrate(rows, tx))[0];
  }

  async byIds(ids: readonly string[]): Promise<StoredChange[]> {
    return this.hydrate(
      await this.knex<ChangeRow>('changes').whereIn('id', ids),
      this.knex,
    );
  }

  /** Changes of an application in some states, the oldest first. */
  async ofApplication(
    tx: Knex,
    application: string,
    states: readonly ChangeState[],
  ): Promise<StoredChange[]> {
    return this.hydrate(
      await tx<ChangeRow>('changes')
        .where({ application_ref: application })
        .whereIn('state', states)
        .orderBy(['created_at', 'id']),
      tx,
    );
  }

  async ofCommit(
    tx: Knex,
    application: string,
    commit: string,
  ): Promise<StoredChange | undefined> {
    const rows: ChangeRow[] = await tx<ChangeRow>('changes')
      .where({ application_ref: application, commit_id: commit })
      .whereNot({ source: 'definition' })
      .orderBy('created_at', 'desc')
      .limit(1);
    return (await this.hydrate(rows, tx))[0];
  }

  /** The newest first. */
  async page(options: {
    readonly criteria?: PermissionCriteria<AudienceFilter>;
    readonly application?: string;
    readonly state?: ChangeState;
    readonly author?: string;
    readonly bulk?: string;
    /** Changes that wait for one of these parties, and that somebody else wrote. */
    readonly awaiting?: {
      readonly parties: readonly string[] | 'any';
      readonly notBy: string;
    };
    readonly limit: number;
    readonly cursor?: string;
  }): Promise<{
    items: ChangeSummary[];
    totalItems: number;
    nextCursor?: string;
  }> {
    const { criteria, application, state, author, bulk, awaiting } = options;
    const { limit, cursor } = options;
    const visible = this.knex<ChangeRow>('changes')
      .where(query => applyAudienceCriteria(query, criteria, COLUMNS))
      .modify(query => {
        query.where({
          ...(application && { application_ref: application }),
          ...(state && { state }),
          ...(author && { author }),
          ...(bulk && { bulk_id: bulk }),
        });
        if (awaiting) {
          query
            .where({ state: 'awaiting-approval' })
            .whereNot({ author: awaiting.notBy })
            .whereExists(
              this.knex('change_approvals')
                .select(this.knex.raw('1'))
                .whereRaw('change_approvals.change_id = changes.id')
                .whereNull('approved_by')
                .modify(open => {
                  if (awaiting.parties !== 'any') {
                    open.whereIn('party', [...awaiting.parties]);
                  }
                }),
            );
        }
      });
    const [{ total }] = await visible.clone().count({ total: '*' });
    const rows: ChangeRow[] = await visible
      .clone()
      .modify(query => {
        if (cursor !== undefined) {
          const [at, id] = decodeCursor(cursor, 2);
          query.whereRaw('(created_at < ? or (created_at = ? and id < ?))', [
            at,
            at,
            id,
          ]);
        }
      })
      .orderBy([
        { column: 'created_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(limit + 1);
    const { items, nextCursor } = cutPage(rows, limit, row => [
      row.created_at,
      row.id,
    ]);
    return {
      items: items.map(toSummary),
      totalItems: Number(total),
      nextCursor,
    };
  }

  async steps(id: string): Promise<PlanStep[]> {
    const rows: StepRow[] = await this.knex<StepRow>('change_steps')
      .where({ change_id: id })
      .orderBy('position');
    return rows.map(row => ({
      resource: row.resource_ref,
      component: row.component_ref,
      leaf: row.leaf,
      instance: row.instance,
      action: row.action,
      risk: row.risk,
      destructive: Boolean(row.destructive),
      costBefore: row.cost_before,
      costAfter: row.cost_after,
      ...JSON.parse(row.details),
    }));
  }

  async approvals(id: string, tx: Knex = this.knex): Promise<NeededApproval[]> {
    const rows: ApprovalRow[] = await tx<ApprovalRow>('change_approvals')
      .where({ change_id: id })
      .orderBy('party');
    return rows.map(row => ({
      party: row.party,
      reasons: JSON.parse(row.reasons),
      approvedBy: row.approved_by,
    }));
  }

  /** Fills what a person can agree to in place of these parties. */
  async approve(
    tx: Knex.Transaction,
    id: string,
    parties: readonly string[],
    actor: string,
  ): Promise<void> {
    await tx('change_approvals')
      .where({ change_id: id })
      .whereNull('approved_by')
      .whereIn('party', parties)
      .update({ approved_by: actor });
  }

  async addDecision(
    tx: Knex.Transaction,
    id: string,
    decision: Omit<Decision, 'fallen'> & {
      readonly fingerprint: string | null;
    },
  ): Promise<void> {
    await tx('change_decisions').insert({ change_id: id, ...decision });
  }

  async decisions(
    id: string,
    fingerprint: string | null,
    tx: Knex = this.knex,
  ): Promise<Decision[]> {
    const rows: (Omit<Decision, 'fallen'> & { fingerprint: string | null })[] =
      await tx('change_decisions').where({ change_id: id }).orderBy('id');
    return rows.map(row => ({
      actor: row.actor,
      decision: row.decision,
      comment: row.comment,
      at: row.at,
      fallen: row.decision === 'approved' && row.fingerprint !== fingerprint,
    }));
  }

  /** Changes of a bulk change, by application. */
  async ofBulk(
    bulk: string,
    wave?: number,
  ): Promise<
    {
      readonly id: string;
      readonly application: string;
      readonly state: ChangeState;
    }[]
  > {
    const rows: Pick<ChangeRow, 'id' | 'application_ref' | 'state'>[] =
      await this.knex('changes')
        .where({
          bulk_id: bulk,
          ...(wave !== undefined && { bulk_wave: wave }),
        })
        .orderBy('application_ref')
        .select('id', 'application_ref', 'state');
    return rows.map(row => ({
      id: row.id,
      application: row.application_ref,
      state: row.state,
    }));
  }

  async setWave(ids: readonly string[], wave: number): Promise<void> {
    for (let at = 0; at < ids.length; at += CHUNK) {
      await this.knex('changes')
        .whereIn('id', ids.slice(at, at + CHUNK))
        .update({ bulk_wave: wave });
    }
  }

  /** Takes changes that the portal goes on with, each for one replica at a time. */
  async claimDue(options: {
    readonly claimant: string;
    readonly now: string;
    readonly until: string;
    readonly limit: number;
  }): Promise<StoredChange[]> {
    const { claimant, now, until, limit } = options;
    return this.knex.transaction(async tx => {
      const due = tx<ChangeRow>('changes')
        .where('due_at', '<=', now)
        .where(free =>
          free.whereNull('claimed_until').orWhere('claimed_until', '<', now),
        )
        .orderBy('due_at')
        .limit(limit);
      const rows: ChangeRow[] =
        tx.client.config.client === 'pg'
          ? await due.forUpdate().skipLocked()
          : await due;
      await tx('changes')
        .whereIn(
          'id',
          rows.map(({ id }) => id),
        )
        .update({ claimed_by: claimant, claimed_until: until });
      return this.hydrate(rows, tx);
    });
  }

  async release(id: string, claimant: string): Promise<void> {
    await this.knex('changes')
      .where({ id, claimed_by: claimant })
      .update({ claimed_by: null, claimed_until: null });
  }

  private async hydrate(
    rows: readonly ChangeRow[],
    tx: Knex,
  ): Promise<StoredChange[]> {
    if (rows.length === 0) {
      return [];
    }
    const audiences: { change_id: string; audience: string }[] = await tx(
      'change_audience',
    ).whereIn(
      'change_id',
      rows.map(({ id }) => id),
    );
    return rows.map(row => ({
      ...toSummary(row),
      audience: audiences
        .filter(({ change_id: id }) => id === row.id)
        .map(({ audience }) => audience),
      why: row.why,
      authorEmail: row.author_email,
      baseCommit: row.base_commit,
      commit: row.commit_id,
      onBranch: Boolean(row.on_branch),
      affected: JSON.parse(row.affected),
      problems: JSON.parse(row.problems),
      findings: JSON.parse(row.findings),
      operations: JSON.parse(row.operations),
      fingerprint: row.fingerprint,
      revertOf: row.revert_of,
      pullRequest: row.pull_request,
    }));
  }
}

async function putAudience(
  tx: Knex,
  id: string,
  audience: readonly string[],
): Promise<void> {
  await tx('change_audience').where({ change_id: id }).delete();
  const values = [...new Set(audience)];
  if (values.length > 0) {
    await tx('change_audience').insert(
      values.map(value => ({ change_id: id, audience: value })),
    );
  }
}

function stepRow(id: string, position: number, step: PlanStep): StepRow {
  const { summary, changes, problem } = step;
  return {
    change_id: id,
    position,
    resource_ref: step.resource,
    component_ref: step.component,
    leaf: step.leaf,
    instance: step.instance,
    action: step.action,
    risk: step.risk,
    destructive: step.destructive,
    cost_before: step.costBefore,
    cost_after: step.costAfter,
    details: JSON.stringify({ summary, changes, problem }),
  };
}

function toSummary(row: ChangeRow): ChangeSummary {
  return {
    id: row.id,
    application: row.application_ref,
    tenant: row.tenant_id,
    title: row.title,
    state: row.state,
    stateReason: row.state_reason,
    source: row.source,
    author: row.author,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    steps: row.steps,
    destructive: row.destructive,
    costBefore: row.cost_before,
    costAfter: row.cost_after,
    bulk: row.bulk_id,
  };
}
