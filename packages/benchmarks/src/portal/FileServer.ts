import { createServer } from 'node:http';
import { freePort } from './freePort';

/** Where portals read catalog files from. */
export class FileServer {
  static async start(): Promise<FileServer> {
    const port = await freePort();
    const files = new Map<string, string>();
    const server = createServer((req, res) => {
      const text = files.get(req.url ?? '/');
      res.statusCode = text === undefined ? 404 : 200;
      res.setHeader('content-type', 'text/yaml');
      res.end(text ?? 'Not found');
    });
    await new Promise<void>(resolve =>
      server.listen(port, '127.0.0.1', () => resolve()),
    );
    return new FileServer(port, files, async () => {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    });
  }

  private constructor(
    private readonly port: number,
    private readonly files: Map<string, string>,
    readonly stop: () => Promise<void>,
  ) {}

  get host(): string {
    return `localhost:${this.port}`;
  }

  /** @returns the URL of the file */
  put(path: string, documents: readonly object[]): string {
    // Every JSON document is a YAML document.
    this.files.set(
      path,
      documents.map(document => JSON.stringify(document)).join('\n---\n'),
    );
    return this.urlOf(path);
  }

  urlOf(path: string): string {
    return `http://${this.host}${path}`;
  }
}
