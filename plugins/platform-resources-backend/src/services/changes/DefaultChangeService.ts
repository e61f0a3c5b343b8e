import { AuditorService } from '@backstage/backend-plugin-api';
import {
  ConflictError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  Change,
  ChangePreview,
  ChangeSummary,
  NeededApproval,
} from '@commonhold/plugin-platform-resources-common';
import {
  BranchMovedError,
  MergeConflictError,
  Mirror,
} from '@commonhold/plugin-platform-resources-node/git';
import { randomUUID } from 'node:crypto';
import { Mirrors } from '../../git/Mirrors';
import { Visible } from '../../permissions/AudienceDecisions';
import {
  ApplicationStore,
  StoredApplication,
} from '../../store/ApplicationStore';
import {
  ChangeStore,
  NewStoredChange,
  OPEN_STATES,
  StoredChange,
} from '../../store/ChangeStore';
import { Page, PageRequest } from '../applications/ApplicationService';
import { toCommit } from '../applications/DefaultApplicationService';
import { audited } from '../audited';
import { ChangeDriver, messageOf } from './ChangeDriver';
import { ChangePlanner } from './ChangePlanner';
import { ChangeQuery, ProposedChange } from './ChangeService';
import { People, Person } from './People';
import { ProposedStates, branchOf } from './ProposedStates';
import { applyEdits } from './applyEdits';

/** A diff beyond this is read in Git. */
const MAX_DIFF = 500_000;

/** The logic, without regard to who may; but for who is asked to agree. */
export class DefaultChangeService {
  constructor(
    private readonly options: {
      readonly applications: ApplicationStore;
      readonly auditor: AuditorService;
      readonly changes: ChangeStore;
      readonly driver: ChangeDriver;
      readonly mirrors: Mirrors;
      readonly people: People;
      readonly planner: ChangePlanner;
      readonly states: ProposedStates;
    },
  ) {}

  async preview(
    ref: string,
    proposal: Pick<ProposedChange, 'baseCommit' | 'edits'>,
    visible: Visible,
  ): Promise<ChangePreview> {
    const { planner, states } = this.options;
    const { application, base, mirror } = await this.open(
      ref,
      proposal.baseCommit,
      visible,
    );
    const files = await this.filesOf(application, base, mirror, proposal);
    const state = await states.ofEdits(application, base, files);
    const commit = await mirror.commit({
      base,
      files,
      author: { name: 'preview', email: 'preview@localhost' },
      message: 'Preview',
    });
    return {
      ...(await planner.preview(state)),
      diff: (await mirror.diff(base, commit)).slice(0, MAX_DIFF),
    };
  }

  async create(
    ref: string,
    proposal: ProposedChange,
    visible: Visible,
    person: Pick<Person, 'ref'>,
    bulk?: string,
  ): Promise<string> {
    const { people } = this.options;
    const { application, base, head, mirror } = await this.open(
      ref,
      proposal.baseCommit,
      visible,
    );
    const id = randomUUID();
    const author = await people.authorOf(person.ref);
    const files = await this.filesOf(application, base, mirror, proposal);
    const why = proposal.why ?? '';
    const message = messageOf({ id, title: proposal.title, why });
    const edited = await mirror.commit({ base, files, author, message });
    if ((await mirror.treeOf(edited)) === (await mirror.treeOf(base))) {
      throw new ConflictError('Nothing would change: the files say so already');
    }
    // Others may have changed the branch since the user looked at it.
    const commit =
      base === head
        ? edited
        : await conflictAsError(() =>
            mirror.rebase(edited, head, author, message),
          );
    await this.propose(
      {
        ...newChange(application, person, author.email),
        id,
        title: proposal.title,
        why,
        source: 'portal',
        baseCommit: head,
        commit,
        ...(bulk !== undefined && { bulk }),
      },
      mirror,
    );
    return id;
  }

  async rollBack(
    id: string,
    why: string,
    visible: Visible,
    applicationVisible: Visible,
    person: Person,
  ): Promise<string> {
    const change = await this.find(id, visible);
    if (
      !['applied', 'failed', 'partly-applied'].includes(change.state) ||
      change.source === 'definition'
    ) {
      throw new ConflictError(
        `A change that is ${change.state} cannot be rolled back`,
      );
    }
    const { application, head, mirror } = await this.open(
      change.application,
      undefined,
      applicationVisible,
    );
    const from = change.baseCommit ?? (await mirror.parentOf(change.commit));
    if (!from) {
      throw new ConflictError(
        'There was nothing before this change to go back to',
      );
    }
    const author = await this.options.people.authorOf(person.ref);
    const newId = randomUUID();
    const title = `Roll back: ${change.title}`.slice(0, 200);
    const commit = await conflictAsError(() =>
      mirror.revert({
        from,
        to: change.commit,
        onto: head,
        author,
        message: messageOf({ id: newId, title, why }),
      }),
    );
    await this.propose(
      {
        ...newChange(application, person, author.email),
        id: newId,
        title,
        why,
        source: 'rollback',
        baseCommit: head,
        commit,
        revertOf: change.id,
      },
      mirror,
    );
    return newId;
  }

  /** Writes a proposal to the repository and plans it. */
  private async propose(
    change: NewStoredChange & { readonly title: string },
    mirror: Mirror,
  ): Promise<void> {
    const { auditor, changes, driver } = this.options;
    await audited(
      auditor,
      {
        eventId: 'change-create',
        severityLevel: 'medium',
        meta: {
          actor: change.author,
          tenant: change.tenant,
          change: change.id,
          application: change.application,
          commit: change.commit,
        },
      },
      async () => {
        await mirror.push(change.commit, branchOf(change.id), undefined);
        const now = new Date().toISOString();
        // If this process dies while it plans, another goes on.
        const dueAt = new Date(Date.now() + 60_000).toISOString();
        await changes.insert(change, now, dueAt);
        await driver.planNow(change.id);
      },
    );
  }

  async list(
    request: PageRequest & ChangeQuery,
    visible: Visible,
    person: Person | undefined,
  ): Promise<Page<ChangeSummary>> {
    const { awaitingMe, ...query } = request;
    return this.options.changes.page({
      ...query,
      ...visible,
      ...(awaitingMe && {
        awaiting: {
          parties: person?.operator ? 'any' : person?.parties ?? [],
          notBy: person?.ref ?? '',
        },
      }),
    });
  }

  async get(id: string, visible: Visible): Promise<Change> {
    const { applications, changes, mirrors } = this.options;
    const change = await this.find(id, visible);
    const application = await applications.find(change.application);
    const mirror =
      application && (await mirrors.open(application.ref, application.url));
    const branch = change.onBranch
      ? application?.branch ?? ''
      : branchOf(change.id);
    const there =
      mirror !== undefined &&
      (await mirror.ensure(change.commit, `refs/heads/${branch}`).then(
        () => true,
        () => false,
      ));
    const from = there
      ? change.baseCommit ?? (await mirror.parentOf(change.commit))
      : undefined;
    const { audience: _, authorEmail: __, ...rest } = change;
    return {
      ...rest,
      baseCommit: change.baseCommit ?? '',
      head: there ? toCommit(await mirror.commitInfo(change.commit)) : null,
      diff:
        there && from
          ? (await mirror.diff(from, change.commit).catch(() => '')).slice(
              0,
              MAX_DIFF,
            )
          : '',
      plan: await changes.steps(id),
      approvals: await changes.approvals(id),
      decisions: await changes.decisions(id, change.fingerprint),
    };
  }

  async decide(
    id: string,
    decision: 'approved' | 'rejected',
    comment: string,
    visible: Visible,
    person: Person,
  ): Promise<void> {
    const { auditor, changes, driver } = this.options;
    const change = await this.find(id, visible);
    const isOwn = await this.options.people.isAuthor(change, person);
    await audited(
      auditor,
      {
        eventId: decision === 'approved' ? 'change-approve' : 'change-reject',
        severityLevel: 'medium',
        meta: {
          actor: person.ref,
          tenant: change.tenant,
          change: id,
          application: change.application,
        },
      },
      () =>
        changes.transaction(async tx => {
          const now = new Date().toISOString();
          const present = await changes.find(id, undefined, tx);
          if (present?.state !== 'awaiting-approval') {
            throw new ConflictError(
              `The change waits for no approval: it is ${present?.state}`,
            );
          }
          if (isOwn) {
            throw new NotAllowedError(
              'Nobody approves their own change: ask somebody else of those who are asked',
            );
          }
          const parties = partiesFor(await changes.approvals(id, tx), person);
          if (parties.length === 0) {
            throw new NotAllowedError(
              'You are not among those who are asked to agree to this change',
            );
          }
          await changes.addDecision(tx, id, {
            actor: person.ref,
            decision,
            comment,
            at: now,
            fingerprint: present.fingerprint,
          });
          if (decision === 'rejected') {
            await changes.update(
              id,
              {
                state: 'rejected',
                stateReason: comment || null,
                dueAt: null,
              },
              now,
              tx,
            );
          } else {
            await changes.approve(tx, id, parties, person.ref);
            await driver.settle(tx, id);
          }
        }),
    );
  }

  /** Merges what was agreed to, if the plan still is what was agreed to. */
  async merge(
    id: string,
    visible: Visible,
    person: Pick<Person, 'ref'>,
  ): Promise<void> {
    const { applications, auditor, changes, driver, mirrors } = this.options;
    const change = await this.find(id, visible);
    if (change.state !== 'planned') {
      throw new ConflictError(
        change.state === 'awaiting-approval'
          ? 'The change waits for approvals'
          : `The change is ${change.state}`,
      );
    }
    await audited(
      auditor,
      {
        eventId: 'change-merge',
        severityLevel: 'high',
        meta: {
          actor: person.ref,
          tenant: change.tenant,
          change: id,
          application: change.application,
        },
      },
      async () => {
        await driver.planNow(id);
        const planned = await this.find(id, visible);
        if (planned.state !== 'planned') {
          throw new ConflictError(
            'What is there has changed since the change was planned. It was planned anew: look at it again',
          );
        }
        if (planned.problems.length > 0) {
          throw new ConflictError(
            `The plan is blocked: ${planned.problems[0].message}`,
          );
        }
        const application = await applications.find(planned.application);
        if (!application) {
          throw new NotFoundError('The application is gone');
        }
        const now = new Date().toISOString();
        const mirror = await mirrors.open(application.ref, application.url);
        const first = await changes.transition(
          id,
          ['planned'],
          { state: 'merged', dueAt: now },
          now,
        );
        if (!first) {
          throw new ConflictError('Somebody else was faster');
        }
        try {
          await mirror.push(
            planned.commit,
            application.branch,
            planned.baseCommit ?? undefined,
          );
        } catch (error) {
          await changes.update(
            id,
            {
              state: 'draft',
              dueAt: new Date(Date.now() + 2_000).toISOString(),
            },
            now,
          );
          if (error instanceof BranchMovedError) {
            await applications.makeDue({ ref: application.ref }, now);
            throw new ConflictError(
              `${error.message}: the change is planned anew on the newest commit`,
            );
          }
          throw error;
        }
        await changes.update(id, { onBranch: true, dueAt: now }, now);
        await applications.makeDue({ ref: application.ref }, now);
        await mirror.deleteBranch(branchOf(id)).catch(() => undefined);
      },
    );
  }

  async withdraw(id: string, visible: Visible, person: Person): Promise<void> {
    const { applications, auditor, changes, mirrors } = this.options;
    const change = await this.find(id, visible);
    await audited(
      auditor,
      {
        eventId: 'change-withdraw',
        severityLevel: 'low',
        meta: {
          actor: person.ref,
          tenant: change.tenant,
          change: id,
          application: change.application,
        },
      },
      async () => {
        if (change.onBranch) {
          throw new ConflictError(
            'The commit is on the branch already: take it back with another one',
          );
        }
        const done = await changes.transition(
          id,
          OPEN_STATES,
          { state: 'withdrawn', stateReason: null, dueAt: null },
          new Date().toISOString(),
        );
        if (!done) {
          throw new ConflictError(`The change is ${change.state}`);
        }
        const application = await applications.find(change.application);
        if (application) {
          const mirror = await mirrors.open(application.ref, application.url);
          await mirror.deleteBranch(branchOf(id)).catch(() => undefined);
        }
      },
    );
  }

  async replan(id: string, visible: Visible): Promise<void> {
    const change = await this.find(id, visible);
    if (!OPEN_STATES.includes(change.state)) {
      throw new ConflictError(`The change is ${change.state}`);
    }
    await this.options.driver.planNow(id);
  }

  async find(id: string, visible: Visible): Promise<StoredChange> {
    const change = await this.options.changes.find(id, visible.criteria);
    if (!change) {
      throw new NotFoundError(`There is no change "${id}"`);
    }
    return change;
  }

  private async filesOf(
    application: StoredApplication,
    base: string,
    mirror: Mirror,
    { edits }: Pick<ProposedChange, 'edits'>,
  ): Promise<Map<string, string | undefined>> {
    const { components, resolution } = await this.options.states.ofCommit(
      application,
      base,
    );
    return applyEdits(edits, {
      read: file => mirror.readFile(base, file),
      components,
      resolution,
    });
  }

  private async open(
    ref: string,
    wanted: string | undefined,
    visible: Visible,
  ) {
    const { applications, mirrors } = this.options;
    const application = await applications.find(
      ref.toLocaleLowerCase('en-US'),
      visible.criteria,
    );
    if (!application) {
      throw new NotFoundError(`There is no application "${ref}"`);
    }
    const head = application.headCommit;
    if (!head) {
      throw new ConflictError(
        application.problem ??
          'The deployment repository was not read yet: try again in a moment',
      );
    }
    const mirror = await mirrors.open(application.ref, application.url);
    await mirror.ensure(head, `refs/heads/${application.branch}`);
    const base = wanted ?? head;
    if (
      base !== head &&
      !(await mirror.isAncestor(base, head).catch(() => false))
    ) {
      throw new ConflictError(
        `The commit ${base.slice(0, 10)} is not on the branch (any more)`,
      );
    }
    return { application, base, head, mirror };
  }
}

/** What a person may agree to of what is still needed. */
export function partiesFor(
  approvals: readonly NeededApproval[],
  person: Person,
): string[] {
  return approvals
    .filter(({ approvedBy }) => approvedBy === null)
    .map(({ party }) => party)
    .filter(party => person.operator || person.parties.includes(party));
}

function newChange(
  application: StoredApplication,
  person: Pick<Person, 'ref'>,
  authorEmail: string,
) {
  return {
    application: application.ref,
    tenant: application.tenant,
    audience: application.audience,
    author: person.ref,
    authorEmail,
    onBranch: false,
  };
}

async function conflictAsError<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof MergeConflictError
      ? new ConflictError(error.message)
      : error;
  }
}
