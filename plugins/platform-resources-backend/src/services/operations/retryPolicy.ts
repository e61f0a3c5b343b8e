import { isError } from '@backstage/errors';
import { ProviderError } from '@commonhold/plugin-platform-resources-node';

/** After so many attempts a passing failure is taken for a lasting one. */
export const MOST_ATTEMPTS = 10;

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 5 * 60_000;

/** What a failure means for an operation. */
export type Failure = {
  readonly retry: boolean;
  /** For people. */
  readonly cause: string;
  readonly nextStep: string;
};

/** How a failure is understood. Pure. */
export function failureOf(error: unknown, attempt: number): Failure {
  const name = isError(error) ? error.name : '';
  const nextStep =
    error instanceof ProviderError
      ? error.nextStep
      : 'Tell the owner of the component: the log of the operation says more';
  if (name === 'TransientProviderError' || name === 'StalePlanError') {
    return attempt < MOST_ATTEMPTS
      ? { retry: true, cause: messageOf(error), nextStep }
      : {
          retry: false,
          cause: `${messageOf(error)} (tried ${attempt} times)`,
          nextStep: 'Try again when the cause is mended',
        };
  }
  if (name === 'PermanentProviderError') {
    return { retry: false, cause: messageOf(error), nextStep };
  }
  return {
    retry: false,
    cause: `The provider failed in a way that it should not: ${messageOf(
      error,
    )}`,
    nextStep,
  };
}

/**
 * How long to wait before the next attempt: twice as long each time, and not all at
 * the same moment.
 *
 * @param chance - from 0 to 1
 */
export function waitMs(attempt: number, chance: number): number {
  const full = Math.min(
    FIRST_WAIT_MS * 2 ** Math.max(0, attempt - 1),
    LONGEST_WAIT_MS,
  );
  return Math.round(full / 2 + (full / 2) * chance);
}

function messageOf(error: unknown): string {
  return isError(error) ? error.message : String(error);
}
