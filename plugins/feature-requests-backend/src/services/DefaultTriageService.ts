import { ConflictError, InputError } from '@backstage/errors';
import {
  FeatureRequest,
  FieldChange,
  NewStatus,
  RequestEventAction,
} from '@commonhold/plugin-feature-requests-common';
import { HistoryStore } from '../store/HistoryStore';
import { RequestChange, RequestStore } from '../store/RequestStore';
import { Audit } from './Audit';
import { BoardConfig } from './boardConfig';
import { RequestFinder } from './RequestFinder';
import { OpenedRequest } from './RequestGuard';

/** The logic of triage, without regard to who may. */
export class DefaultTriageService {
  constructor(
    private readonly options: {
      readonly audit: Audit;
      readonly config: BoardConfig;
      readonly finder: RequestFinder;
      readonly stores: {
        readonly history: HistoryStore;
        readonly requests: RequestStore;
      };
    },
  ) {}

  async setStatus(
    opened: OpenedRequest,
    { status, reason = null }: NewStatus,
  ): Promise<FeatureRequest> {
    const { row } = opened;
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
    return this.write(opened, 'status-changed', at, [
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
    ]);
  }

  async setResponse(
    opened: OpenedRequest,
    text: string | null,
  ): Promise<FeatureRequest> {
    const { row, viewer } = opened;
    const at = new Date().toISOString();
    const said = text?.trim() || null;
    return this.write(opened, 'response-changed', at, [
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

  /** Writes what differs; nothing if nothing does. */
  private async write(
    { id, number, viewer }: OpenedRequest,
    action: RequestEventAction,
    at: string,
    fields: readonly (FieldChange & { readonly change: RequestChange })[],
  ): Promise<FeatureRequest> {
    const { audit, finder, stores } = this.options;
    const changed = fields.filter(({ before, after }) => before !== after);
    if (changed.length > 0) {
      const change = Object.assign(
        { updated_at: at },
        ...changed.map(field => field.change),
      );
      await audit.of(`request-${action}`, viewer, { request: id }, () =>
        stores.requests.transaction(async tx => {
          await stores.requests.change(tx, number, change);
          await stores.history.add(tx, {
            requestId: number,
            at,
            action,
            actor: viewer.ref,
            tenant: viewer.tenants[0] ?? '',
            changes: changed.map(({ field, before, after }) => ({
              field,
              before,
              after,
            })),
          });
        }),
      );
    }
    return finder.view(number, viewer);
  }
}
