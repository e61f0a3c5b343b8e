import {
  FeatureRequest,
  FieldChange,
  RequestEventAction,
} from '@commonhold/plugin-feature-requests-common';
import { Knex } from 'knex';
import { HistoryStore } from '../store/HistoryStore';
import { RequestChange, RequestStore } from '../store/RequestStore';
import { Audit } from './Audit';
import { RequestFinder } from './RequestFinder';
import { OpenedRequest } from './RequestGuard';

/** A field that is written, with what its history says. */
export type WrittenField = FieldChange & { readonly change: RequestChange };

/** Writes fields of a request: in one transaction with its history, and audited. */
export class RequestWriter {
  constructor(
    private readonly options: {
      readonly audit: Audit;
      readonly finder: RequestFinder;
      readonly stores: {
        readonly history: HistoryStore;
        readonly requests: RequestStore;
      };
    },
  ) {}

  /**
   * Writes what differs; nothing if nothing does.
   *
   * @param besides - what else belongs into the transaction, if something is written
   */
  async write(
    { id, number, viewer }: OpenedRequest,
    action: RequestEventAction,
    at: string,
    fields: readonly WrittenField[],
    besides?: (tx: Knex.Transaction) => Promise<void>,
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
          await besides?.(tx);
        }),
      );
    }
    return finder.view(number, viewer);
  }
}
