import { JsonValue } from '@backstage/types';
import { PermanentProviderError, TransientProviderError } from './errors';

const ANSWERS_WITHIN_MS = 30_000;
const MOST_BYTES = 16 * 1024 * 1024;
const MOST_QUOTED = 1_000;

/** @public */
export type ProviderHttpRequest = {
  /** Beginning with a slash, with a query if there is one. */
  readonly path: string;
  /** `GET` if left out. */
  readonly method?: string;
  /** Sent as JSON. */
  readonly body?: JsonValue;
  readonly headers?: Readonly<Record<string, string>>;
  /** Statuses of 400 and more that are answers and no failures, such as 404. */
  readonly accept?: readonly number[];
  readonly signal?: AbortSignal;
};

/** @public */
export type ProviderHttpResponse = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** @throws PermanentProviderError if the answer is no JSON */
  json(): JsonValue;
};

/**
 * A backend's HTTP API, with failures told apart as providers have to: what may
 * pass by itself (no answer, 408, 425, 429, 500 and more) and what somebody has to
 * mend (wrong credentials, everything else). Redirects are not followed: they would take
 * credentials elsewhere.
 *
 * @public
 */
export class ProviderHttpClient {
  private readonly base: string;

  constructor(
    private readonly options: {
      /** As people call it: `PowerDNS main`. */
      readonly name: string;
      /** Where it answers; a path is kept. */
      readonly url: string;
      readonly headers?: Readonly<Record<string, string>>;
      /** Configuration key that operators look at if something is wrong. */
      readonly setting: string;
      readonly timeoutMs?: number;
    },
  ) {
    this.base = options.url.replace(/\/+$/, '');
  }

  /**
   * @throws TransientProviderError
   * @throws PermanentProviderError
   */
  async request(request: ProviderHttpRequest): Promise<ProviderHttpResponse> {
    const { name } = this.options;
    const { method = 'GET', path, accept = [] } = request;
    const { status, headers, text } = await this.send(request);
    if (status < 300 || accept.includes(status)) {
      return { status, headers, text, json: () => this.parse(text) };
    }
    const said = text.trim().slice(0, MOST_QUOTED);
    const message = `${name} answers ${status} to ${method} ${
      path.split('?')[0]
    }${said ? `: ${said}` : ''}`;
    if (status === 401 || status === 403) {
      throw new PermanentProviderError(
        `${name} refuses the portal's credentials (${status})`,
        {
          nextStep: `Ask the portal's operators to check ${this.options.setting}.`,
        },
      );
    }
    if ([408, 425, 429].includes(status) || status >= 500) {
      throw new TransientProviderError(message, {
        nextStep: 'It is tried again by itself.',
      });
    }
    throw new PermanentProviderError(message, {
      nextStep:
        status < 400
          ? `Ask the portal's operators to check the url of ${this.options.setting}.`
          : 'Correct what it complains about.',
    });
  }

  private async send(request: ProviderHttpRequest) {
    const { name, headers, timeoutMs = ANSWERS_WITHIN_MS } = this.options;
    const { method = 'GET', path, body, signal } = request;
    const limit = AbortSignal.timeout(timeoutMs);
    try {
      const response = await fetch(`${this.base}${path}`, {
        method,
        redirect: 'manual',
        headers: {
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
          ...request.headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: signal ? AbortSignal.any([signal, limit]) : limit,
      });
      return {
        status: response.status,
        headers: response.headers,
        text: await readText(response),
      };
    } catch (error) {
      if (signal?.aborted) {
        throw error;
      }
      throw new TransientProviderError(
        limit.aborted
          ? `${name} does not answer within ${timeoutMs / 1000} seconds`
          : `${name} cannot be reached`,
        { nextStep: 'It is tried again by itself.', cause: error },
      );
    }
  }

  private parse(text: string): JsonValue {
    try {
      return JSON.parse(text);
    } catch (error) {
      throw new PermanentProviderError(
        `${this.options.name} does not answer in JSON`,
        {
          nextStep: `Ask the portal's operators to check the url of ${this.options.setting}.`,
          cause: error,
        },
      );
    }
  }
}

async function readText(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.byteLength;
    if (size > MOST_BYTES) {
      throw new RangeError(`The answer is larger than ${MOST_BYTES} bytes`);
    }
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}
