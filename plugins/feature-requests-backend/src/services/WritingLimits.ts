import { CustomErrorBase } from '@backstage/errors';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { BoardConfig } from './boardConfig';
import { Viewer } from './Viewer';

/** Answered as 429. */
export class TooManyRequestsError extends CustomErrorBase {
  readonly name = 'TooManyRequestsError';
  readonly statusCode = 429;
}

export type Writing = 'request' | 'comment' | 'vote';

const HOUR_S = 60 * 60;

/**
 * How much one person may write. Each replica counts for itself: it is there
 * against loops and floods, and what it lets through twice does no harm.
 */
export class WritingLimits {
  private readonly limiters: Record<Writing, RateLimiterMemory>;

  constructor({ limits }: Pick<BoardConfig, 'limits'>) {
    this.limiters = {
      request: limiter(limits.requestsPerHour, HOUR_S),
      comment: limiter(limits.commentsPerHour, HOUR_S),
      vote: limiter(limits.votesPerMinute, 60),
    };
  }

  /** @throws TooManyRequestsError */
  async spend(writing: Writing, viewer: Viewer): Promise<void> {
    if (!viewer.isUser) {
      return;
    }
    try {
      await this.limiters[writing].consume(viewer.ref);
    } catch (refusal) {
      if (refusal instanceof RateLimiterRes) {
        throw new TooManyRequestsError(
          `That was a lot at once. Try again in ${waitOf(refusal)}.`,
        );
      }
      throw refusal;
    }
  }
}

function limiter(points: number, durationS: number): RateLimiterMemory {
  return new RateLimiterMemory({ points, duration: durationS });
}

function waitOf({ msBeforeNext }: RateLimiterRes): string {
  const seconds = Math.ceil(msBeforeNext / 1000);
  return seconds < 90
    ? `${seconds} seconds`
    : `${Math.ceil(seconds / 60)} minutes`;
}
