import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';

/** The Git host of a test: files over HTTP, changed at will. */
export class RepositoryServer {
  static async start(): Promise<RepositoryServer> {
    const files = new Map<string, string>();
    const server = createServer((req, res) => {
      const text = files.get(req.url ?? '/');
      res.statusCode = text === undefined ? 404 : 200;
      res.setHeader('content-type', 'text/yaml');
      res.end(text ?? 'Not found');
    });
    await new Promise<void>(resolve =>
      server.listen(0, '127.0.0.1', () => resolve()),
    );
    return new RepositoryServer(server, files);
  }

  private constructor(
    private readonly server: Server,
    private readonly files: Map<string, string>,
  ) {}

  get host(): string {
    return `localhost:${(this.server.address() as AddressInfo).port}`;
  }

  /** @returns the URL of the file */
  put(path: string, text: string): string {
    this.files.set(path, text);
    return this.url(path);
  }

  url(path: string): string {
    return `http://${this.host}${path}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise(resolve => this.server.close(resolve));
  }
}
