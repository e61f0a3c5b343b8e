import { ConflictError, InputError } from '@backstage/errors';
import {
  DuplicatesPage,
  MergeResult,
  RequestEventAction,
  formatRequestId,
} from '@commonhold/plugin-feature-requests-common';
import { Knex } from 'knex';
import { HistoryStore } from '../store/HistoryStore';
import { MergeStore } from '../store/MergeStore';
import { RequestStore } from '../store/RequestStore';
import { Audit } from './Audit';
import { isWithin } from './mergeRules';
import { RequestFinder } from './RequestFinder';
import { OpenedRequest } from './RequestGuard';
import { PageRequest } from './RequestService';
import { Viewer } from './Viewer';

/** The logic of merging, without regard to who may. */
export class DefaultMergeService {
  constructor(
    private readonly options: {
      readonly audit: Audit;
      readonly finder: RequestFinder;
      readonly stores: {
        readonly history: HistoryStore;
        readonly merges: MergeStore;
        readonly requests: RequestStore;
      };
    },
  ) {}

  async merge(
    source: OpenedRequest,
    target: OpenedRequest,
  ): Promise<MergeResult> {
    const { audit, finder, stores } = this.options;
    const { viewer } = source;
    if (source.number === target.number) {
      throw new InputError('A request cannot be merged into itself');
    }
    const audiences = await stores.requests.audiences([
      source.number,
      target.number,
    ]);
    const from = audiences.get(source.number)?.audience ?? [];
    const to = audiences.get(target.number)?.audience ?? [];
    if (!isWithin(from, to)) {
      throw new InputError(
        'People who voted for it would lose sight of it: merge into a request that all of them see',
      );
    }
    const at = new Date().toISOString();
    const moved = await audit.of(
      'request-merge',
      viewer,
      { request: source.id, into: target.id },
      () =>
        stores.requests.transaction(async tx => {
          // What was said among few is not shown to many.
          const result = await stores.merges.merge(
            tx,
            source.number,
            target.number,
            { comments: isWithin(to, from), at },
          );
          await this.remember(tx, source.number, 'merged', target.number, {
            viewer,
            at,
          });
          await this.remember(tx, target.number, 'merged-here', source.number, {
            viewer,
            at,
          });
          return result;
        }),
    );
    return {
      request: await finder.view(target.number, viewer),
      votesMoved: moved.votes,
      commentsMoved: moved.comments,
    };
  }

  async unmerge({ id, number, viewer }: OpenedRequest): Promise<MergeResult> {
    const { audit, finder, stores } = this.options;
    const at = new Date().toISOString();
    const moved = await audit.of(
      'request-unmerge',
      viewer,
      { request: id },
      () =>
        stores.requests.transaction(async tx => {
          const result = await stores.merges.unmerge(tx, number, at);
          if (!result) {
            throw new ConflictError('The request is not merged');
          }
          await this.remember(tx, number, 'unmerged', result.target, {
            viewer,
            at,
          });
          await this.remember(tx, result.target, 'unmerged-here', number, {
            viewer,
            at,
          });
          return result;
        }),
    );
    return {
      request: await finder.view(number, viewer),
      votesMoved: moved.votes,
      commentsMoved: moved.comments,
    };
  }

  async listDuplicates(
    { number, viewer }: OpenedRequest,
    page: PageRequest,
  ): Promise<DuplicatesPage> {
    const { finder, stores } = this.options;
    const { ids, nextCursor } = await stores.merges.duplicates(
      number,
      viewer.visible,
      page,
    );
    return { items: await finder.summaries(ids, viewer), nextCursor };
  }

  private async remember(
    tx: Knex.Transaction,
    requestId: number,
    action: RequestEventAction,
    other: number,
    by: { readonly viewer: Viewer; readonly at: string },
  ): Promise<void> {
    await this.options.stores.history.add(tx, {
      requestId,
      at: by.at,
      action,
      actor: by.viewer.ref,
      tenant: by.viewer.tenants[0] ?? '',
      changes: [
        { field: 'request', before: null, after: formatRequestId(other) },
      ],
    });
  }
}
