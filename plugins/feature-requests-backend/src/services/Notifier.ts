import { LoggerService } from '@backstage/backend-plugin-api';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { formatRequestId } from '@commonhold/plugin-feature-requests-common';
import { DueNotices, NoticeKind, NoticeStore } from '../store/NoticeStore';
import { RequestStore } from '../store/RequestStore';
import { VoteStore } from '../store/VoteStore';
import { EVERYTHING } from '../store/visible';
import { RequestRow } from '../store/rows';
import { BoardConfig } from './boardConfig';
import { People } from './People';

/** In one call: the notifications backend waits for all of them. */
const MOST_RECIPIENTS = 50;

/** How long a replica has to send what it took. */
const LEASE_MS = 2 * 60_000;

/** After these, the news are old. */
const MOST_ATTEMPTS = 30;

/** Few topics, so that people can turn each off in their settings. */
const TOPICS: Record<NoticeKind, string> = {
  planned: 'Requests you want',
  shipped: 'Requests you want',
  declined: 'Requests you want',
  commented: 'Requests you watch',
  mentioned: 'Mentions in requests',
};

/** Tells people what became of what they want, from the outbox. */
export class Notifier {
  constructor(
    private readonly options: {
      readonly config: BoardConfig;
      readonly logger: LoggerService;
      readonly notifications: NotificationService;
      readonly people: People;
      readonly stores: {
        readonly notices: NoticeStore;
        readonly requests: RequestStore;
        readonly votes: VoteStore;
      };
    },
  ) {}

  /** Sends what is due, until nothing is or it is asked to stop. */
  async run(signal?: AbortSignal): Promise<void> {
    const { logger, stores } = this.options;
    while (!signal?.aborted) {
      const now = Date.now();
      const due = await stores.notices.take({
        now: new Date(now).toISOString(),
        until: new Date(now + LEASE_MS).toISOString(),
        limit: MOST_RECIPIENTS,
      });
      if (!due) {
        return;
      }
      try {
        await this.send(due);
        await stores.notices.done(due);
      } catch (error) {
        const attempts = await stores.notices.attemptsOf(due);
        logger.warn(
          `News of request ${formatRequestId(
            due.requestId,
          )} could not be sent (attempt ${attempts}): ${error}`,
        );
        if (attempts >= MOST_ATTEMPTS) {
          await stores.notices.done(due);
        }
      }
    }
  }

  private async send(due: DueNotices): Promise<void> {
    const { notifications, stores } = this.options;
    const row = await stores.requests.find(due.requestId, EVERYTHING);
    // Hidden meanwhile, or an outcome that is no longer so: there is nothing to tell.
    if (!row || row.hidden_at !== null || !isStillSo(due.kind, row)) {
      return;
    }
    const recipients: string[] = [];
    for (const ref of due.recipients) {
      if (await this.sees(ref, due.requestId)) {
        recipients.push(ref);
      }
    }
    if (recipients.length > 0) {
      const id = formatRequestId(due.requestId);
      await notifications.send({
        recipients: { type: 'entity', entityRef: recipients },
        payload: {
          title: this.titleOf(due.kind, row),
          description: descriptionOf(due.kind, row),
          link: `/requests/${id}`,
          topic: TOPICS[due.kind],
          // Sent twice, after a crash, it is one notification still.
          scope: `feature-requests:${id}:${due.kind}`,
        },
      });
    }
  }

  /** People who have left, or see the request no longer, hear nothing of it. */
  private async sees(ref: string, requestId: number): Promise<boolean> {
    const { people, stores } = this.options;
    const person = await people.findIfThere(ref);
    return (
      person !== undefined &&
      stores.votes.isInAudience(requestId, person.audience)
    );
  }

  private titleOf(kind: NoticeKind, { title, status }: RequestRow): string {
    switch (kind) {
      case 'commented':
        return `New comments: ${title}`;
      case 'mentioned':
        return `You are mentioned: ${title}`;
      default: {
        const label = this.options.config.board.statuses.find(
          known => known.status === status,
        )?.label;
        return `${label ?? status}: ${title}`;
      }
    }
  }
}

function isStillSo(kind: NoticeKind, { status }: RequestRow): boolean {
  return kind === 'commented' || kind === 'mentioned' || kind === status;
}

function descriptionOf(
  kind: NoticeKind,
  { status_reason: reason }: RequestRow,
): string | undefined {
  return kind === 'commented' || kind === 'mentioned'
    ? undefined
    : reason ?? undefined;
}
