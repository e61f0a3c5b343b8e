import { createServer, IncomingMessage, Server } from 'node:http';
import { AddressInfo } from 'node:net';

/** Answers one path; what it returns is sent as JSON. */
export type Route = (request: IncomingMessage) => {
  status?: number;
  body: unknown;
};

/** A small HTTP server in place of the portal's backend, for tests. */
export class PortalBackend {
  readonly routes = new Map<string, Route>();
  #server: Server | undefined;
  #port = 0;

  get baseUrl(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  async start(): Promise<void> {
    const server = createServer((request, response) => {
      const headers = {
        'access-control-allow-origin': request.headers.origin ?? '*',
        'access-control-allow-credentials': 'true',
        'access-control-allow-headers':
          request.headers['access-control-request-headers'] ?? '',
        'access-control-allow-methods': 'GET, POST, DELETE',
      };
      if (request.method === 'OPTIONS') {
        response.writeHead(204, headers).end();
        return;
      }
      const [path] = (request.url ?? '').split('?');
      const answer = this.routes.get(path)?.(request) ?? {
        status: 404,
        body: { error: { name: 'NotFoundError', message: `No ${path}` } },
      };
      response.writeHead(answer.status ?? 200, {
        ...headers,
        'content-type': 'application/json',
      });
      response.end(JSON.stringify(answer.body));
    });
    await new Promise<void>((resolve, reject) => {
      server.on('error', reject);
      server.listen(this.#port, '127.0.0.1', resolve);
    });
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
  }

  /** Starting again listens on the same port. */
  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    server?.closeAllConnections();
    await new Promise(closed => (server ? server.close(closed) : closed(null)));
  }
}
