import { isError } from '@backstage/errors';

/**
 * The message for people of a failed request: what the backend said, where it
 * said anything, rather than the number that it answered with.
 */
export function causeOf(error: Error): string {
  return 'cause' in error && isError(error.cause) && error.cause.message
    ? error.cause.message
    : error.message;
}
