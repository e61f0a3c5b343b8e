import { Server, createServer } from 'node:http';
import { AddressInfo } from 'node:net';

/** A request that reached the company's own services. */
export type Visit = { readonly method: string; readonly url: string };

/**
 * The company's Git host and its internal services: files over HTTP, and
 * everything below `/services/<prober>` answers with that tenant's words.
 */
export class EstateServer {
  static async start(port: number): Promise<EstateServer> {
    const estate = new EstateServer();
    await new Promise<void>((resolve, reject) => {
      estate.server.once('error', reject);
      estate.server.listen(port, '127.0.0.1', () => resolve());
    });
    return estate;
  }

  readonly visits: Visit[] = [];
  private readonly files = new Map<string, string>();
  private readonly services = new Map<string, string>();
  private readonly server: Server;

  private constructor() {
    this.server = createServer((req, res) => {
      const url = req.url ?? '/';
      const [, area, service] = url.split('/');
      if (area === 'services') {
        this.visits.push({ method: req.method ?? '', url });
        const word = this.services.get(service) ?? 'nothing';
        res.setHeader('content-type', 'application/json');
        res.end(
          JSON.stringify({
            kind: 'List',
            items: [{ metadata: { name: word, namespace: word } }],
          }),
        );
        return;
      }
      const text = this.files.get(url);
      res.statusCode = text === undefined ? 404 : 200;
      res.setHeader('content-type', 'text/yaml');
      res.end(text ?? 'Not found');
    });
  }

  get host(): string {
    const address: AddressInfo | string | null = this.server.address();
    if (address === null || typeof address === 'string') {
      throw new Error('The server of the estate does not listen');
    }
    return `localhost:${address.port}`;
  }

  get url(): string {
    return `http://${this.host}`;
  }

  put(file: string, text: string): void {
    this.files.set(file, text);
  }

  serve(service: string, word: string): void {
    this.services.set(service, word);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise(resolve => this.server.close(resolve));
  }
}
