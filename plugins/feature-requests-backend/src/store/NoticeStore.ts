import { Knex } from 'knex';

/** Outcomes that every voter hears of, once. */
export const outcomes = ['planned', 'shipped', 'declined'] as const;

export type Outcome = (typeof outcomes)[number];

/** News that people hear of again whenever there is more. */
export type Talk = 'commented' | 'mentioned';

export type NoticeKind = Outcome | Talk;

/** News of one request that are due, for some of those who hear of it. */
export type DueNotices = {
  readonly requestId: number;
  readonly kind: NoticeKind;
  readonly recipients: readonly string[];
  /** Until when whoever took them has time to send them. */
  readonly until: string;
};

type NoticeRow = {
  request_id: number | string;
  kind: NoticeKind;
  recipient: string;
  due_at: string | null;
  attempts: number;
  created_at: string;
};

/** SQLite takes 999 values in a statement of old. */
const ROWS_AT_ONCE = 150;

/** The outbox. */
export class NoticeStore {
  static create(knex: Knex): NoticeStore {
    return new NoticeStore(knex);
  }

  private constructor(private readonly knex: Knex) {}

  /**
   * For all who voted for a request or watch it, but one. Who heard of this
   * outcome before does not hear of it again.
   */
  async addOutcome(
    tx: Knex,
    notice: { requestId: number; kind: Outcome; at: string; but: string },
  ): Promise<void> {
    const { requestId, kind, at, but } = notice;
    await tx.raw(
      `insert into notices (request_id, kind, recipient, due_at, created_at)
       select cast(? as bigint), ?, person, ?, ?
         from (select voter as person from votes where request_id = ?
               union
               select watcher from request_watchers where request_id = ?) people
        where person <> ?
       on conflict (request_id, kind, recipient) do nothing`,
      [requestId, kind, at, at, requestId, requestId, but],
    );
  }

  /** Who has not been told of the last one yet hears of both at once. */
  async addTalk(
    tx: Knex,
    notice: {
      requestId: number;
      kind: Talk;
      recipients: readonly string[];
      at: string;
    },
  ): Promise<void> {
    const { requestId, kind, recipients, at } = notice;
    for (let from = 0; from < recipients.length; from += ROWS_AT_ONCE) {
      await tx<NoticeRow>('notices')
        .insert(
          recipients.slice(from, from + ROWS_AT_ONCE).map(recipient => ({
            request_id: requestId,
            kind,
            recipient,
            due_at: at,
            attempts: 0,
            created_at: at,
          })),
        )
        .onConflict(['request_id', 'kind', 'recipient'])
        .merge({ due_at: at, attempts: 0, created_at: at });
    }
  }

  async watchersOf(tx: Knex, requestId: number): Promise<string[]> {
    return tx('request_watchers')
      .where({ request_id: requestId })
      .pluck('watcher');
  }

  /**
   * News of one request and kind that are due, and puts them off: whoever takes
   * them has until then to send them.
   *
   * @returns `undefined` if nothing is due
   */
  async take(options: {
    readonly now: string;
    readonly until: string;
    readonly limit: number;
  }): Promise<DueNotices | undefined> {
    const { now, until, limit } = options;
    return this.knex.transaction(async tx => {
      const first = await tx<NoticeRow>('notices')
        .where('due_at', '<=', now)
        .orderBy(['due_at', 'request_id', 'kind'])
        .first();
      if (!first) {
        return undefined;
      }
      const { request_id, kind } = first;
      const recipients: string[] = await tx<NoticeRow>('notices')
        .where({ request_id, kind })
        .where('due_at', '<=', now)
        .orderBy('recipient')
        .limit(limit)
        .pluck('recipient');
      await tx<NoticeRow>('notices')
        .where({ request_id, kind })
        .whereIn('recipient', recipients)
        .update({ due_at: until })
        .increment('attempts', 1);
      return { requestId: Number(request_id), kind, recipients, until };
    });
  }

  /** They have been told, or will never be; but for what has come up since. */
  async done(due: DueNotices): Promise<void> {
    const { requestId, kind, recipients, until } = due;
    await this.knex<NoticeRow>('notices')
      .where({ request_id: requestId, kind, due_at: until })
      .whereIn('recipient', [...recipients])
      .update({ due_at: null });
  }

  /** How often the news for the first of them have been tried. */
  async attemptsOf({
    requestId,
    kind,
    recipients,
  }: DueNotices): Promise<number> {
    const row = await this.knex<NoticeRow>('notices')
      .where({ request_id: requestId, kind, recipient: recipients[0] })
      .first('attempts');
    return row?.attempts ?? 0;
  }
}
