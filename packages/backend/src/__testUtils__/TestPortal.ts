import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { TestDatabaseId } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { Client } from 'pg';
import { RepositoryServer } from './RepositoryServer';
import { eventually } from './eventually';
import { portalConfig } from './portalConfig';

/** Answer of the portal to one of its users. */
export type Answer = {
  status: number;
  headers: Headers;
  text: string;
  body: any;
};

export type PortalOptions = {
  readonly database: TestDatabaseId;
  /** YAML of the organisation's users and groups. */
  readonly organisation: string;
  /** YAML of the tenants, given the base URL of the repositories. */
  readonly tenants: (repositories: string) => string;
  /** Names of users in the namespace `default`. */
  readonly personas: readonly string[];
  /** A backend of another kind, relative to this package. */
  readonly entry?: string;
};

/**
 * The portal itself, all plugins on a real database and real HTTP, with an
 * estate that a test makes: users and groups of the organisation, tenants in a
 * file, and repositories of tenants on an HTTP server.
 */
export class TestPortal {
  static async start(options: PortalOptions): Promise<TestPortal> {
    const folder = await mkdtemp(path.join(tmpdir(), 'commonhold-portal-'));
    const repositories = await RepositoryServer.start();
    const port = await freePort();
    const portal = new TestPortal(folder, repositories, port, {
      personas: options.personas,
      entry: options.entry ?? 'src/index.ts',
      database: await databaseConfig(options.database, port),
      organisation: repositories.put(
        '/organisation/all.yaml',
        options.organisation,
      ),
    });
    try {
      await portal.writeTenants(options.tenants(repositories.url('')));
      await portal.run();
      return portal;
    } catch (error) {
      await portal.stop();
      throw error;
    }
  }

  private backend: ChildProcess | undefined;

  private constructor(
    private readonly folder: string,
    readonly repositories: RepositoryServer,
    private readonly port: number,
    private readonly settings: {
      readonly personas: readonly string[];
      readonly entry: string;
      readonly database: JsonObject;
      /** URL of the users and groups. */
      readonly organisation: string;
    },
  ) {}

  /**
   * Starts another process of the same portal: on the same database and the
   * same files. Stop it before the first.
   */
  async startReplica(): Promise<TestPortal> {
    const { folder, repositories, settings } = this;
    const replica = new TestPortal(
      folder,
      repositories,
      await freePort(),
      settings,
    );
    try {
      await replica.run();
      return replica;
    } catch (error) {
      await replica.stopReplica();
      throw error;
    }
  }

  get tenantsFile(): string {
    return path.join(this.folder, 'tenants.yaml');
  }

  async writeTenants(yaml: string): Promise<void> {
    await writeFile(this.tenantsFile, yaml);
  }

  /** Signs in as a persona and asks the portal. */
  async as(
    persona: string,
    method: string,
    url: string,
    body?: object,
  ): Promise<Answer> {
    return this.request(method, url, {
      body,
      token: await this.signIn(persona),
    });
  }

  async get(persona: string, url: string): Promise<Answer> {
    return this.as(persona, 'GET', url);
  }

  /** @param ref - of a component: its namespace and name */
  async statusOf(persona: string, ref: string): Promise<number> {
    const { status } = await this.get(
      persona,
      `/api/catalog/entities/by-name/component/${ref}`,
    );
    return status;
  }

  /** A socket of the signals plugin, as pages open it. */
  openSignals(token: string): WebSocket {
    return new WebSocket(`ws://localhost:${this.port}/api/signals`, [token]);
  }

  async request(
    method: string,
    url: string,
    options: {
      token?: string;
      body?: object;
      headers?: Record<string, string>;
    } = {},
  ): Promise<Answer> {
    const { token, body, headers } = options;
    const response = await fetch(`http://localhost:${this.port}${url}`, {
      method,
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(body && { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body && JSON.stringify(body),
    });
    const text = await response.text();
    const json = response.headers.get('content-type')?.includes('json');
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: json ? JSON.parse(text) : undefined,
    };
  }

  async signIn(persona: string): Promise<string> {
    const response = await fetch(
      `http://localhost:${this.port}/api/auth/personas/refresh`,
      { headers: { 'x-commonhold-persona': persona } },
    );
    const answer = await response.json();
    if (!response.ok) {
      throw new Error(
        `${persona} cannot sign in: ${JSON.stringify(answer.error)}`,
      );
    }
    return answer.backstageIdentity.token;
  }

  /** Registers a file of the repositories as an operator, and waits for it. */
  async register(operator: string, file: string): Promise<void> {
    const answer = await this.as(operator, 'POST', '/api/catalog/locations', {
      type: 'url',
      target: this.repositories.url(file),
    });
    if (answer.status !== 201) {
      throw new Error(`${file} cannot be registered: ${answer.text}`);
    }
  }

  /** Waits until the tenants file holds as it is written. */
  async tenantsLoaded(): Promise<void> {
    await eventually(async () => {
      const health = await this.request('GET', '/api/tenancy/health');
      if (health.status !== 200) {
        throw new Error(`Tenants are not loaded: ${health.text}`);
      }
    });
  }

  /** Ends the process, and everything that belongs to the portal. */
  async stop(): Promise<void> {
    await this.stopReplica();
    await this.repositories.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Ends the process alone. */
  async stopReplica(): Promise<void> {
    const { backend } = this;
    if (backend && backend.exitCode === null) {
      const ended = once(backend, 'exit');
      backend.kill('SIGTERM');
      await ended;
    }
  }

  /** Runs the backend as it runs for users: from its sources, a process. */
  private async run(): Promise<void> {
    const config = portalConfig({
      ...this.settings,
      port: this.port,
      repositories: this.repositories.host,
      tenantsFile: this.tenantsFile,
    });
    await writeFile(this.configFile, JSON.stringify(config));
    const log = createWriteStream(this.logFile);
    await once(log, 'open');
    const backend = spawn(
      process.execPath,
      [
        '--require',
        require.resolve('./endWithParent.cjs'),
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
        resolvePackagePath('backend', this.settings.entry),
        '--config',
        this.configFile,
      ],
      {
        cwd: resolvePackagePath('backend'),
        env: { ...process.env, NODE_ENV: 'development', NODE_OPTIONS: '' },
        stdio: ['ignore', log, log],
      },
    );
    this.backend = backend;
    await eventually(async () => {
      if (backend.exitCode !== null) {
        throw new Error(await this.lastLog());
      }
      const ready = await this.request(
        'GET',
        '/.backstage/health/v1/readiness',
      );
      if (ready.status !== 200) {
        throw new Error(`The portal is not ready: ${await this.lastLog()}`);
      }
    }, 150_000);
  }

  /** The end of what the backend logged, for a failing test. */
  async lastLog(): Promise<string> {
    const log = await readFile(this.logFile, 'utf8');
    return log
      .split('\n')
      .filter(line => !line.includes('incomingRequest'))
      .slice(-40)
      .join('\n');
  }

  private get logFile(): string {
    return path.join(this.folder, `backend-${this.port}.log`);
  }

  private get configFile(): string {
    return path.join(this.folder, `app-config-${this.port}.yaml`);
  }
}

/** Databases of one's own, so that test files do not meet. */
async function databaseConfig(
  id: TestDatabaseId,
  port: number,
): Promise<JsonObject> {
  if (id === 'SQLITE_3') {
    return { client: 'better-sqlite3', connection: ':memory:' };
  }
  const connectionString =
    process.env.BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING;
  if (!connectionString) {
    throw new Error('There is no PostgreSQL to test with');
  }
  const name = `portal_${port}_${Date.now()}`;
  const client = new Client({ connectionString });
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  const url = new URL(connectionString);
  return {
    client: 'pg',
    pluginDivisionMode: 'schema',
    ensureSchemaExists: true,
    connection: {
      host: url.hostname,
      port: Number(url.port),
      user: decodeURIComponent(url.username),
      password: decodeURIComponent(url.password),
      database: name,
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve =>
    server.listen(0, '127.0.0.1', () => resolve()),
  );
  const address = server.address();
  await new Promise(resolve => server.close(resolve));
  if (address === null || typeof address === 'string') {
    throw new Error('No port is free');
  }
  return address.port;
}
