import { ChildProcess, spawn, spawnSync } from 'node:child_process';
import { Resolver } from 'node:dns/promises';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const API_KEY = 'quiet-harbour-77';
const SCHEMA = '/usr/share/doc/pdns-backend-sqlite3/schema.sqlite3.sql';

/** What is missing for tests with a real PowerDNS, in words. */
export function missingPowerdns(): string | undefined {
  const missing = [
    ...['pdns_server', 'sqlite3'].filter(
      program => spawnSync(program, ['--version']).error,
    ),
    ...[SCHEMA].filter(file => !existsSync(file)),
  ];
  return missing.length
    ? `not installed: ${missing.join(
        ', ',
      )} (Debian: apt-get install pdns-server pdns-backend-sqlite3 sqlite3)`
    : undefined;
}

/** A real PowerDNS with a database of its own. */
export class TestPowerdns {
  private constructor(
    readonly url: string,
    private readonly dnsPort: number,
    private readonly folder: string,
    private readonly process: ChildProcess,
  ) {}

  static async start(): Promise<TestPowerdns> {
    const folder = await mkdtemp(join(tmpdir(), 'commonhold-powerdns-'));
    const database = join(folder, 'pdns.sqlite3');
    const made = spawnSync('sqlite3', [database], {
      input: await readFile(SCHEMA, 'utf8'),
    });
    if (made.status !== 0) {
      throw new Error(`No database for PowerDNS: ${made.stderr}`);
    }
    const [dnsPort, apiPort] = [await freeUdpPort(), await freePort()];
    const child = spawn(
      'pdns_server',
      [
        '--no-config',
        '--launch=gsqlite3',
        `--gsqlite3-database=${database}`,
        `--socket-dir=${folder}`,
        '--local-address=127.0.0.1',
        `--local-port=${dnsPort}`,
        '--api=yes',
        `--api-key=${API_KEY}`,
        '--webserver=yes',
        '--webserver-address=127.0.0.1',
        `--webserver-port=${apiPort}`,
        '--cache-ttl=0',
        '--query-cache-ttl=0',
        '--negquery-cache-ttl=0',
        '--zone-cache-refresh-interval=0',
      ],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    await isReady(child);
    return new TestPowerdns(
      `http://127.0.0.1:${apiPort}`,
      dnsPort,
      folder,
      child,
    );
  }

  async stop(): Promise<void> {
    const ended = once(this.process, 'exit');
    this.process.kill('SIGKILL');
    await ended;
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Asks its API directly, as an administrator with a terminal would. */
  async api(method: string, path: string, body?: object): Promise<unknown> {
    const response = await fetch(
      `${this.url}/api/v1/servers/localhost${path}`,
      {
        method,
        headers: { 'x-api-key': API_KEY },
        body: body && JSON.stringify(body),
      },
    );
    const text = await response.text();
    if (!response.ok) {
      throw new Error(`${method} ${path} answers ${response.status}: ${text}`);
    }
    return text ? JSON.parse(text) : undefined;
  }

  /** Asks over UDP. */
  async resolve4(name: string): Promise<string[]> {
    const resolver = new Resolver({ timeout: 2_000, tries: 2 });
    resolver.setServers([`127.0.0.1:${this.dnsPort}`]);
    return resolver.resolve4(name);
  }
}

function isReady(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let log = '';
    const read = (chunk: Buffer) => {
      log += chunk;
      if (log.includes('Done launching threads, ready to distribute')) {
        resolve();
      }
    };
    // Read to the end: a program whose log nobody reads ends.
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.on('exit', () =>
      reject(new Error(`pdns_server did not start:\n${log}`)),
    );
  });
}

/** A port that nobody listens at, a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function freeUdpPort(): Promise<number> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  await once(socket, 'close');
  return port;
}
