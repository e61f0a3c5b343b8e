import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { ResourcePermission } from '@backstage/plugin-permission-common';
import {
  Change,
  ChangePreview,
  ChangeSummary,
  platformApplicationReadPermission,
  platformChangeApprovePermission,
  platformChangeCreatePermission,
  platformChangeMergePermission,
  platformChangeReadPermission,
  platformChangeWithdrawPermission,
} from '@commonhold/plugin-platform-resources-common';
import {
  AudienceDecisions,
  Visible,
} from '../../permissions/AudienceDecisions';
import {
  applicationResourceRef,
  changeResourceRef,
} from '../../permissions/resourceRefs';
import { OPEN_STATES } from '../../store/ChangeStore';
import { Page, PageRequest } from '../applications/ApplicationService';
import {
  ChangeForCaller,
  ChangeQuery,
  ChangeService,
  MayDo,
  ProposedChange,
} from './ChangeService';
import { DefaultChangeService, partiesFor } from './DefaultChangeService';
import { People, Person } from './People';

/** Decides who may do what, and asks the default service for just that. */
export class AuthorizedChangeService implements ChangeService {
  constructor(
    private readonly inner: DefaultChangeService,
    private readonly decisions: AudienceDecisions,
    private readonly people: People,
  ) {}

  async preview(
    application: string,
    proposal: Pick<ProposedChange, 'baseCommit' | 'edits'>,
    credentials: BackstageCredentials,
  ): Promise<ChangePreview> {
    const visible = await this.applicationsWith(
      platformApplicationReadPermission,
      credentials,
    );
    return this.inner.preview(application, proposal, visible);
  }

  async create(
    application: string,
    proposal: ProposedChange,
    credentials: BackstageCredentials,
  ): Promise<ChangeForCaller> {
    const visible = await this.applicationsWith(
      platformChangeCreatePermission,
      credentials,
    );
    const person = await this.people.get(credentials);
    const id = await this.inner.create(application, proposal, visible, person);
    return this.get(id, credentials);
  }

  async list(
    request: PageRequest & ChangeQuery,
    credentials: BackstageCredentials,
  ): Promise<Page<ChangeSummary>> {
    const visible = await this.readable(credentials);
    const person = request.awaitingMe
      ? await this.people.get(credentials)
      : undefined;
    return this.inner.list(request, visible, person);
  }

  async get(
    id: string,
    credentials: BackstageCredentials,
  ): Promise<ChangeForCaller> {
    const change = await this.inner.get(id, await this.readable(credentials));
    return { ...change, may: await this.mayDo(change, credentials) };
  }

  async approve(
    id: string,
    comment: string,
    credentials: BackstageCredentials,
  ): Promise<ChangeForCaller> {
    return this.decide(id, 'approved', comment, credentials);
  }

  async reject(
    id: string,
    comment: string,
    credentials: BackstageCredentials,
  ): Promise<ChangeForCaller> {
    return this.decide(id, 'rejected', comment, credentials);
  }

  async merge(
    id: string,
    credentials: BackstageCredentials,
  ): Promise<ChangeForCaller> {
    const visible = await this.allowedWith(
      platformChangeMergePermission,
      id,
      credentials,
    );
    await this.inner.merge(id, visible, await this.people.get(credentials));
    return this.get(id, credentials);
  }

  async withdraw(
    id: string,
    credentials: BackstageCredentials,
  ): Promise<ChangeForCaller> {
    const visible = await this.allowedWith(
      platformChangeWithdrawPermission,
      id,
      credentials,
    );
    await this.inner.withdraw(id, visible, await this.people.get(credentials));
    return this.get(id, credentials);
  }

  async replan(
    id: string,
    credentials: BackstageCredentials,
  ): Promise<ChangeForCaller> {
    const visible = await this.allowedWith(
      platformChangeWithdrawPermission,
      id,
      credentials,
    );
    await this.inner.replan(id, visible);
    return this.get(id, credentials);
  }

  async rollBack(
    id: string,
    why: string,
    credentials: BackstageCredentials,
  ): Promise<ChangeForCaller> {
    const visible = await this.readable(credentials);
    await this.inner.find(id, visible);
    const applications = await this.applicationsWith(
      platformChangeCreatePermission,
      credentials,
    );
    const person = await this.people.get(credentials);
    const newId = await this.inner.rollBack(
      id,
      why,
      visible,
      applications,
      person,
    );
    return this.get(newId, credentials);
  }

  private async decide(
    id: string,
    decision: 'approved' | 'rejected',
    comment: string,
    credentials: BackstageCredentials,
  ): Promise<ChangeForCaller> {
    const visible = await this.allowedWith(
      platformChangeApprovePermission,
      id,
      credentials,
    );
    const person = await this.people.get(credentials);
    await this.inner.decide(id, decision, comment, visible, person);
    return this.get(id, credentials);
  }

  /** What the screens offer; each of it is decided again when it is done. */
  private async mayDo(
    change: Change,
    credentials: BackstageCredentials,
  ): Promise<MayDo> {
    const { id, state, source, approvals, problems } = change;
    let person: Person;
    try {
      person = await this.people.get(credentials);
    } catch {
      return { approve: false, merge: false, withdraw: false, rollBack: false };
    }
    const has = async (permission: ResourcePermission) =>
      this.inner.find(id, await this.changesWith(permission, credentials)).then(
        () => true,
        () => false,
      );
    const stored = await this.inner.find(id, {});
    // Policies are asked only about what the change is ready for.
    const canApprove =
      state === 'awaiting-approval' &&
      partiesFor(approvals, person).length > 0 &&
      !(await this.people.isAuthor(stored, person));
    const canMerge = state === 'planned' && problems.length === 0;
    const canWithdraw = OPEN_STATES.includes(state) && !stored.onBranch;
    const canRollBack =
      ['applied', 'failed', 'partly-applied'].includes(state) &&
      source !== 'definition';
    const owns =
      (canWithdraw || canRollBack) &&
      (await has(platformChangeWithdrawPermission));
    return {
      approve: canApprove && (await has(platformChangeApprovePermission)),
      merge: canMerge && (await has(platformChangeMergePermission)),
      withdraw: canWithdraw && owns,
      rollBack: canRollBack && owns,
    };
  }

  private readable(credentials: BackstageCredentials): Promise<Visible> {
    return this.changesWith(platformChangeReadPermission, credentials);
  }

  /**
   * @throws NotFoundError for what one may not see, NotAllowedError for what one may
   *   see but not change
   */
  private async allowedWith(
    permission: ResourcePermission,
    id: string,
    credentials: BackstageCredentials,
  ): Promise<Visible> {
    await this.inner.find(id, await this.readable(credentials));
    const visible = await this.changesWith(permission, credentials);
    try {
      await this.inner.find(id, visible);
    } catch (error) {
      throw error instanceof NotFoundError
        ? new NotAllowedError('You may see this change, but not do that')
        : error;
    }
    return visible;
  }

  private changesWith(
    permission: ResourcePermission,
    credentials: BackstageCredentials,
  ): Promise<Visible> {
    return this.decisions.visibleWith(
      permission,
      changeResourceRef,
      credentials,
    );
  }

  private applicationsWith(
    permission: ResourcePermission,
    credentials: BackstageCredentials,
  ): Promise<Visible> {
    return this.decisions.visibleWith(
      permission,
      applicationResourceRef,
      credentials,
    );
  }
}
