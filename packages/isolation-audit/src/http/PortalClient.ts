import http from 'node:http';
import https from 'node:https';

/** A request to a portal, with a path as it goes over the wire. */
export type PortalRequest = {
  readonly method: string;
  /** Path and query, encoded. Sent as it is: neither `//` nor `%2f` are tidied up. */
  readonly path: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sends no token. */
  readonly anonymous?: boolean;
};

export type Answer = {
  readonly status: number;
  readonly statusText: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly text: string;
  /** The portal kept the answer open, as event streams do, and we stopped listening. */
  readonly cut: boolean;
};

/** Streams that stay open are read this long. */
const LISTEN_MS = 1_500;
/** Slower than this is no answer. */
const ANSWER_TIMEOUT_MS = 60_000;

class StaleConnectionError extends Error {}

/** Talks to a portal over plain HTTP, without the tidying up that `fetch` does. */
export class PortalClient {
  private readonly base: URL;
  private readonly transport: typeof http | typeof https;
  private readonly agent: http.Agent;

  constructor(baseUrl: string) {
    this.base = new URL(baseUrl);
    this.transport = this.base.protocol === 'https:' ? https : http;
    this.agent = new this.transport.Agent({ keepAlive: true, maxSockets: 16 });
  }

  get url(): string {
    return this.base.href.replace(/\/$/, '');
  }

  /** @throws Error if the portal cannot be reached or does not answer at all */
  async send(request: PortalRequest, token?: string): Promise<Answer> {
    try {
      return await this.sendOnce(request, token);
    } catch (error) {
      // A connection that was kept open may be closed by the portal just as it is used again.
      if (error instanceof StaleConnectionError) {
        return this.sendOnce(request, token);
      }
      throw error;
    }
  }

  private async sendOnce(
    request: PortalRequest,
    token: string | undefined,
  ): Promise<Answer> {
    const body =
      request.body === undefined ? undefined : JSON.stringify(request.body);
    return new Promise((resolve, reject) => {
      const outgoing = this.transport.request(
        {
          agent: this.agent,
          protocol: this.base.protocol,
          hostname: this.base.hostname,
          port: this.base.port,
          method: request.method,
          path: this.base.pathname.replace(/\/$/, '') + request.path,
          timeout: ANSWER_TIMEOUT_MS,
          headers: {
            'accept-encoding': 'identity',
            ...(token && !request.anonymous
              ? { authorization: `Bearer ${token}` }
              : {}),
            ...(body === undefined
              ? {}
              : {
                  'content-type': 'application/json',
                  'content-length': Buffer.byteLength(body),
                }),
            ...request.headers,
          },
        },
        incoming => resolve(readAnswer(incoming)),
      );
      outgoing.on('timeout', () =>
        outgoing.destroy(
          new Error(
            `no answer to ${request.method} ${request.path} within ${
              ANSWER_TIMEOUT_MS / 1000
            } s`,
          ),
        ),
      );
      outgoing.on('error', (error: NodeJS.ErrnoException) =>
        reject(
          outgoing.reusedSocket && error.code === 'ECONNRESET'
            ? new StaleConnectionError()
            : new Error(
                `${request.method} ${request.path} has no answer: ${error.message}`,
              ),
        ),
      );
      outgoing.end(body);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}

async function readAnswer(incoming: http.IncomingMessage): Promise<Answer> {
  const chunks: Buffer[] = [];
  let cut = false;
  await new Promise<void>(resolve => {
    const timer = setTimeout(() => {
      cut = true;
      incoming.destroy();
      resolve();
    }, LISTEN_MS);
    incoming.on('data', chunk => chunks.push(chunk));
    // What was read until an answer broke off can leak as well.
    for (const event of ['end', 'error', 'close']) {
      incoming.once(event, () => {
        clearTimeout(timer);
        resolve();
      });
    }
  });
  return {
    status: incoming.statusCode ?? 0,
    statusText: incoming.statusMessage ?? '',
    headers: incoming.headers,
    text: Buffer.concat(chunks).toString('utf8'),
    cut,
  };
}

/** The answer's JSON, or undefined where it has none. */
export function jsonOf(answer: Answer): unknown {
  try {
    return JSON.parse(answer.text);
  } catch {
    return undefined;
  }
}
