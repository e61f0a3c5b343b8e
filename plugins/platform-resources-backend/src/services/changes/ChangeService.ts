import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  Change,
  ChangePreview,
  ChangeState,
  ChangeSummary,
  FileEdit,
} from '@commonhold/plugin-platform-resources-common';
import { Page, PageRequest } from '../applications/ApplicationService';

export type ChangeQuery = {
  readonly application?: string;
  readonly state?: ChangeState;
  readonly author?: string;
  readonly bulk?: string;
  /** Only what waits for the approval of the caller. */
  readonly awaitingMe?: boolean;
};

export type ProposedChange = {
  readonly title: string;
  readonly why?: string;
  /** The commit that the user looked at; the newest if left out. */
  readonly baseCommit?: string;
  readonly edits: readonly FileEdit[];
};

/** What the caller may do with a change as it is now. */
export type MayDo = {
  readonly approve: boolean;
  readonly merge: boolean;
  readonly withdraw: boolean;
  readonly rollBack: boolean;
};

export type ChangeForCaller = Change & { readonly may: MayDo };

/** Proposed commits: planned, agreed to, merged, applied and taken back. */
export interface ChangeService {
  preview(
    application: string,
    proposal: Pick<ProposedChange, 'baseCommit' | 'edits'>,
    credentials: BackstageCredentials,
  ): Promise<ChangePreview>;

  /** @throws NotFoundError here and below, also for what may not be seen */
  create(
    application: string,
    proposal: ProposedChange,
    credentials: BackstageCredentials,
  ): Promise<ChangeForCaller>;

  list(
    request: PageRequest & ChangeQuery,
    credentials: BackstageCredentials,
  ): Promise<Page<ChangeSummary>>;

  get(id: string, credentials: BackstageCredentials): Promise<ChangeForCaller>;

  /** @throws NotAllowedError for the author, and for who is not asked */
  approve(
    id: string,
    comment: string,
    credentials: BackstageCredentials,
  ): Promise<ChangeForCaller>;

  reject(
    id: string,
    comment: string,
    credentials: BackstageCredentials,
  ): Promise<ChangeForCaller>;

  /** @throws ConflictError if the plan moved: it is planned anew then */
  merge(
    id: string,
    credentials: BackstageCredentials,
  ): Promise<ChangeForCaller>;

  withdraw(
    id: string,
    credentials: BackstageCredentials,
  ): Promise<ChangeForCaller>;

  replan(
    id: string,
    credentials: BackstageCredentials,
  ): Promise<ChangeForCaller>;

  rollBack(
    id: string,
    why: string,
    credentials: BackstageCredentials,
  ): Promise<ChangeForCaller>;
}
