import { LoggerService } from '@backstage/backend-plugin-api';
import { MergeConflictError } from '@commonhold/plugin-platform-resources-node/git';
import { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { Mirrors } from '../../git/Mirrors';
import {
  ApplicationStore,
  StoredApplication,
} from '../../store/ApplicationStore';
import {
  ChangeStore,
  OPEN_STATES,
  StoredChange,
  StoredPlan,
} from '../../store/ChangeStore';
import {
  ArrivedCommit,
  CommitListener,
} from '../applications/RepositoryWatcher';
import { declaredResources } from '../applications/declaredResources';
import {
  ChangeProgress,
  ResourceDeclarations,
} from '../resources/DeclaredResource';
import { ChangeApplier } from './ChangeApplier';
import { ChangePlanner } from './ChangePlanner';
import { ProposedStates, branchOf } from './ProposedStates';
import { RecordedResources } from './RecordedResources';
import { candidatesOf } from './candidates';

/** Planning observes for half a minute at most. */
const CLAIM_MS = 3 * 60_000;
const MAX_AT_ONCE = 4;

/** A merge that is not on the branch by then never got there. */
const MERGE_WITHIN_MS = 60_000;

/**
 * Goes on with changes where no person has to: plans drafts, applies what is merged,
 * and follows their operations. Any replica can; the database says who does.
 */
export class ChangeDriver implements CommitListener {
  private readonly claimant = randomUUID();

  constructor(
    private readonly options: {
      readonly applications: ApplicationStore;
      readonly applier: ChangeApplier;
      readonly changes: ChangeStore;
      readonly declarations: ResourceDeclarations;
      readonly knex: Knex;
      readonly logger: LoggerService;
      readonly mirrors: Mirrors;
      readonly planner: ChangePlanner;
      readonly recorded: RecordedResources;
      readonly states: ProposedStates;
    },
  ) {}

  async run(): Promise<void> {
    const { changes, logger } = this.options;
    for (;;) {
      const now = Date.now();
      const due = await changes.claimDue({
        claimant: this.claimant,
        now: iso(now),
        until: iso(now + CLAIM_MS),
        limit: MAX_AT_ONCE,
      });
      if (due.length === 0) {
        return;
      }
      await Promise.all(
        due.map(async change => {
          try {
            await this.goOn(change);
          } catch (error) {
            logger.error(`Change ${change.id} does not go on`, error as Error);
            await changes.update(
              change.id,
              { dueAt: later(30_000) },
              iso(Date.now()),
            );
          } finally {
            await changes.release(change.id, this.claimant);
          }
        }),
      );
    }
  }

  /** Plans a change that somebody waits for, unless another replica does already. */
  async planNow(id: string): Promise<void> {
    const change = await this.options.changes.find(id);
    if (change) {
      await this.plan(change);
    }
  }

  private async goOn(change: StoredChange): Promise<void> {
    const { changes } = this.options;
    switch (change.state) {
      case 'draft':
      case 'stale':
        await this.plan(change);
        break;
      case 'merged':
        await this.apply(change);
        break;
      case 'applying':
        await this.follow(change);
        break;
      default:
        await changes.update(change.id, { dueAt: null }, iso(Date.now()));
    }
  }

  /** Plans on the newest commit; what moves meanwhile is planned again. */
  private async plan(change: StoredChange): Promise<void> {
    const { applications, changes } = this.options;
    const application = await applications.find(change.application);
    if (!application?.headCommit) {
      await changes.update(change.id, { dueAt: later(2_000) }, iso(Date.now()));
      return;
    }
    let plan: StoredPlan;
    try {
      plan = await this.planOf(change, application);
    } catch (error) {
      if (!(error instanceof MergeConflictError)) {
        throw error;
      }
      await changes.update(
        change.id,
        { state: 'stale', stateReason: error.message, dueAt: null },
        iso(Date.now()),
      );
      return;
    }
    await changes.transaction(async tx => {
      const present = await changes.find(change.id, undefined, tx);
      if (!present || !OPEN_STATES.includes(present.state)) {
        return;
      }
      await changes.putPlan(
        tx,
        change.id,
        plan,
        { state: 'planned', stateReason: null, dueAt: null },
        iso(Date.now()),
      );
      await this.settle(tx, change.id);
    });
  }

  /** The plan of a change on the newest commit of its branch. */
  async planOf(
    change: StoredChange,
    application: StoredApplication,
  ): Promise<StoredPlan> {
    const { mirrors, planner, states } = this.options;
    const { headCommit } = application;
    let { baseCommit: base, commit } = change;
    const branch = change.onBranch ? application.branch : branchOf(change.id);
    if (!change.onBranch && headCommit && base && base !== headCommit) {
      const mirror = await mirrors.open(application.ref, application.url);
      await mirror.ensure(headCommit, `refs/heads/${application.branch}`);
      await mirror.ensure(commit, `refs/heads/${branch}`);
      const rebased = await mirror.rebase(
        commit,
        headCommit,
        (
          await mirror.commitInfo(commit)
        ).author,
        messageOf(change),
      );
      await mirror.replaceBranch(rebased, branch, commit);
      commit = rebased;
      base = headCommit;
    }
    const state = await states.ofCommits(application, base, commit, branch);
    return planner.plan(state, { base, commit });
  }

  /** What comes after planning or an approval. */
  async settle(tx: Knex.Transaction, id: string): Promise<void> {
    const { changes } = this.options;
    const change = await changes.find(id, undefined, tx);
    if (!change) {
      return;
    }
    const approvals = await changes.approvals(id, tx);
    const now = iso(Date.now());
    if (approvals.some(({ approvedBy }) => approvedBy === null)) {
      const state = { state: 'awaiting-approval', dueAt: null } as const;
      await changes.update(id, state, now, tx);
    } else if (change.onBranch) {
      // Git is the truth: what is on the branch and agreed to is applied.
      await changes.update(id, { state: 'merged', dueAt: now }, now, tx);
    } else {
      await changes.update(id, { state: 'planned', dueAt: null }, now, tx);
    }
  }

  private async apply(change: StoredChange): Promise<void> {
    const { applications, applier, changes } = this.options;
    const application = await applications.find(change.application);
    if (application?.headCommit === change.commit) {
      await applier.apply(change, application);
    } else if (Date.now() - Date.parse(change.updatedAt) > MERGE_WITHIN_MS) {
      await changes.update(
        change.id,
        {
          state: 'draft',
          stateReason: 'It did not get onto the branch. It is planned anew.',
          onBranch: false,
          dueAt: later(0),
        },
        iso(Date.now()),
      );
    } else {
      // `updatedAt` stays: it tells how long the branch is waited for.
      await changes.postpone(change.id, later(1_000));
    }
  }

  private async follow(change: StoredChange): Promise<void> {
    const { changes, declarations, knex } = this.options;
    const progress = (await declarations.progressOf(knex, [change.id])).get(
      change.id,
    );
    const end = endOf(progress);
    if (end) {
      await changes.update(change.id, { ...end, dueAt: null }, iso(Date.now()));
    } else {
      const age = Date.now() - Date.parse(change.updatedAt);
      await changes.postpone(
        change.id,
        later(Math.min(10_000, Math.max(500, age / 10))),
      );
    }
  }

  /**
   * A commit is on the branch: one that a change made, or one that somebody pushed,
   * which becomes a change of its own. Older ones that wait are part of it.
   */
  async arrived(tx: Knex.Transaction, arrived: ArrivedCommit): Promise<void> {
    const { application, commit } = arrived;
    const { changes } = this.options;
    const now = iso(Date.now());
    const known = await changes.ofCommit(tx, application.ref, commit.id);
    await this.supersede(tx, application.ref, commit.id, now);
    if (known) {
      await this.onBranchAlready(tx, known, arrived, now);
      return;
    }
    await changes.insert(
      {
        id: randomUUID(),
        application: application.ref,
        tenant: application.tenant,
        audience: application.audience,
        title: commit.title || commit.id.slice(0, 10),
        why: '',
        source: 'push',
        author: `${commit.author.name} <${commit.author.email}>`.slice(0, 255),
        authorEmail: commit.author.email,
        baseCommit: application.appliedCommit,
        commit: commit.id,
        onBranch: true,
      },
      now,
      now,
      tx,
    );
  }

  /** Earlier commits of the branch that wait go on as part of the newest. */
  private async supersede(
    tx: Knex.Transaction,
    application: string,
    commit: string,
    now: string,
  ): Promise<void> {
    const { changes } = this.options;
    const open = await changes.ofApplication(tx, application, [
      ...OPEN_STATES,
      'merged',
    ]);
    for (const change of open.filter(other => other.commit !== commit)) {
      await changes.update(
        change.id,
        change.onBranch
          ? {
              state: 'stale',
              stateReason: `It is part of the newer commit ${commit.slice(
                0,
                10,
              )}, which is planned and applied in its place.`,
              dueAt: null,
            }
          : { state: 'draft', stateReason: null, dueAt: now },
        now,
        tx,
      );
    }
  }

  private async onBranchAlready(
    tx: Knex.Transaction,
    change: StoredChange,
    arrived: ArrivedCommit,
    now: string,
  ): Promise<void> {
    const { changes } = this.options;
    if (change.state === 'merged') {
      await changes.update(change.id, { onBranch: true, dueAt: now }, now, tx);
    } else if (
      OPEN_STATES.includes(change.state) ||
      change.state === 'rejected'
    ) {
      // Merged on the forge or by hand: approvals are asked for all the same.
      await changes.update(
        change.id,
        { state: 'draft', onBranch: true, dueAt: now },
        now,
        tx,
      );
    } else if (await this.definitionsMoved(tx, arrived)) {
      await this.proposeDefinition(tx, arrived, now);
    }
  }

  /** Whether the same files mean something else since a component changed. */
  private async definitionsMoved(
    tx: Knex.Transaction,
    { application, resolution, components }: ArrivedCommit,
  ): Promise<boolean> {
    if (application.appliedCommit === null) {
      return false;
    }
    const recorded = await this.options.recorded.of(application.ref, tx);
    return (
      candidatesOf(declaredResources(resolution, components), recorded).length >
      0
    );
  }

  private async proposeDefinition(
    tx: Knex.Transaction,
    { application, commit }: ArrivedCommit,
    now: string,
  ): Promise<void> {
    await this.options.changes.insert(
      {
        id: randomUUID(),
        application: application.ref,
        tenant: application.tenant,
        audience: application.audience,
        title: 'The platform changed the definition of a component',
        why: '',
        source: 'definition',
        author: 'platform',
        authorEmail: '',
        baseCommit: application.appliedCommit,
        commit: commit.id,
        onBranch: true,
      },
      now,
      now,
      tx,
    );
  }
}

/** The commit message of a change: its title, why, and where it came from. */
export function messageOf({
  title,
  why,
  id,
}: {
  readonly title: string;
  readonly why: string;
  readonly id: string;
}): string {
  return [title, ...(why ? [why] : []), `Commonhold-Change: ${id}`].join(
    '\n\n',
  );
}

/** @returns `undefined` while operations go on */
function endOf(progress: ChangeProgress | undefined) {
  if (!progress) {
    return { state: 'applied', stateReason: null } as const;
  }
  const { waiting, running, succeeded, failed, dropped } = progress;
  if (waiting + running > 0) {
    return undefined;
  }
  if (failed === 0) {
    return {
      state: 'applied',
      stateReason:
        dropped > 0
          ? `${dropped} operations were cancelled or overtaken by a later commit.`
          : null,
    } as const;
  }
  return {
    state: succeeded > 0 ? 'partly-applied' : 'failed',
    stateReason: `${failed} of ${
      failed + succeeded + dropped
    } operations failed. See what they say, and try them again.`,
  } as const;
}

function iso(time: number): string {
  return new Date(time).toISOString();
}

function later(milliseconds: number): string {
  return iso(Date.now() + milliseconds);
}
