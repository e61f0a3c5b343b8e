import { isError } from '@backstage/errors';
import {
  PermanentProviderError,
  ProviderError,
  redact,
  TransientProviderError,
} from '@commonhold/plugin-platform-resources-node';

/** Classes of SQLSTATE that pass by themselves (PostgreSQL, Appendix A). */
const PASSING = ['08', '40', '53', '55', '57'];

/** Somebody else made or dropped the same thing at the same moment. */
const RACES = ['42P04', '23505', '42710', '3D000', 'XX000'];

/**
 * Tells a failure of the server in the words of whoever waits for the resource. The
 * original is not kept as a cause: it may hold the statement.
 *
 * @param server - host and port, for people
 */
export function serverFailure(error: unknown, server: string): Error {
  if (error instanceof ProviderError || !isError(error)) {
    return error instanceof ProviderError ? error : new Error(String(error));
  }
  const code = typeof error.code === 'string' ? error.code : undefined;
  const message = redact(error.message);
  if (code?.startsWith('28')) {
    return new PermanentProviderError(
      `The PostgreSQL server ${server} refused the portal's credentials`,
      {
        nextStep:
          'An operator corrects user and password of the cluster in the configuration',
      },
    );
  }
  if (code === '42501') {
    return new PermanentProviderError(
      `The portal's role lacks a right on ${server}: ${message}`,
      { nextStep: 'An operator gives the role CREATEDB and CREATEROLE' },
    );
  }
  if (!code || !/^[0-9A-Z]{5}$/.test(code)) {
    return isConnectionLoss(error, code)
      ? new TransientProviderError(
          `The PostgreSQL server ${server} does not answer: ${message}`,
          {
            nextStep:
              'It is tried again; if this stays so, an operator looks at the server',
          },
        )
      : error;
  }
  if (RACES.includes(code) || PASSING.includes(code.slice(0, 2))) {
    return new TransientProviderError(
      `The PostgreSQL server ${server} could not do it now: ${message}`,
      { nextStep: 'It is tried again' },
    );
  }
  return new PermanentProviderError(
    `The PostgreSQL server ${server} refused it: ${message}`,
    {
      nextStep:
        'Correct the value that it names in the overlay, or ask the owner of the component',
    },
  );
}

function isConnectionLoss(
  error: { message: string },
  code: string | undefined,
): boolean {
  return (
    (code !== undefined && /^E[A-Z_]+$/.test(code)) ||
    /connection|timeout|socket/i.test(error.message)
  );
}
