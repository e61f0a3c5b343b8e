import { ConflictError, InputError } from '@backstage/errors';
import {
  FeatureRequest,
  NewStatus,
} from '@commonhold/plugin-feature-requests-common';
import { NoticeStore, outcomes } from '../store/NoticeStore';
import { BoardConfig } from './boardConfig';
import { OpenedRequest } from './RequestGuard';
import { RequestWriter } from './RequestWriter';

/** The logic of triage, without regard to who may. */
export class DefaultTriageService {
  constructor(
    private readonly options: {
      readonly config: BoardConfig;
      readonly notices: NoticeStore;
      readonly writer: RequestWriter;
    },
  ) {}

  async setStatus(
    opened: OpenedRequest,
    { status, reason = null }: NewStatus,
  ): Promise<FeatureRequest> {
    const { number, row, viewer } = opened;
    const kind = this.options.config.board.statuses.find(
      known => known.status === status,
    );
    const said = reason?.trim() || null;
    if (kind?.needsReason && said === null) {
      throw new InputError(
        `Say why it is ${kind.label.toLocaleLowerCase(
          'en',
        )}: people who voted for it will read that`,
      );
    }
    if (row.merged_into !== null) {
      throw new ConflictError(
        'The request was merged into another: set the status of that one',
      );
    }
    const at = new Date().toISOString();
    const outcome = outcomes.find(each => each === status);
    return this.options.writer.write(
      opened,
      'status-changed',
      at,
      [
        {
          field: 'status',
          before: row.status,
          after: status,
          change: { status, status_at: at },
        },
        {
          field: 'reason',
          before: row.status_reason,
          after: said,
          change: { status_reason: said },
        },
      ],
      async tx => {
        if (outcome && row.status !== status) {
          await this.options.notices.addOutcome(tx, {
            requestId: number,
            kind: outcome,
            at,
            but: viewer.ref,
          });
        }
      },
    );
  }

  async setResponse(
    opened: OpenedRequest,
    text: string | null,
  ): Promise<FeatureRequest> {
    const { row, viewer } = opened;
    const at = new Date().toISOString();
    const said = text?.trim() || null;
    return this.options.writer.write(opened, 'response-changed', at, [
      {
        field: 'response',
        before: row.response,
        after: said,
        change: {
          response: said,
          response_by: said === null ? null : viewer.ref,
          response_at: said === null ? null : at,
        },
      },
    ]);
  }
}
