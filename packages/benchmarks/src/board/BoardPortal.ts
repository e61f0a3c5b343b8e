import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { JsonObject } from '@backstage/types';
import { eventually } from '../portal/eventually';
import { FileServer } from '../portal/FileServer';
import { freePort } from '../portal/freePort';
import { portalConfig } from '../portal/portalConfig';
import { repository } from '../portal/repository';
import { organisation, personas, tenantDocuments } from './estate';

export type Method = 'GET' | 'PUT' | 'DELETE';

export type Answer = {
  readonly status: number;
  readonly text: string;
  readonly ms: number;
};

const START_TIMEOUT_MS = 180_000;
const NEVER = {
  initialDelay: { hours: 10 },
  frequency: { days: 300 },
  timeout: { minutes: 30 },
};

/** The demo portal, all its plugins and permissions, in a process of its own. */
export class BoardPortal {
  static async start(database: JsonObject): Promise<BoardPortal> {
    const folder = await mkdtemp(path.join(tmpdir(), 'commonhold-board-'));
    const files = await FileServer.start();
    const port = await freePort();
    const portal = new BoardPortal(port, folder, files);
    try {
      await portal.run(database);
      return portal;
    } catch (error) {
      await portal.stop();
      throw error;
    }
  }

  private readonly agent = new Agent({ keepAlive: true });
  private backend: ChildProcess | undefined;

  private constructor(
    private readonly port: number,
    private readonly folder: string,
    private readonly files: FileServer,
  ) {}

  /** Signs in, as soon as the person is a member of their tenant. */
  async signIn(persona: string): Promise<string> {
    return eventually(async () => {
      const { status, text } = await this.ask(
        'GET',
        '/api/auth/personas/refresh',
        { 'x-commonhold-persona': persona },
      );
      if (status !== 200) {
        throw new Error(`${persona} cannot sign in: ${text}`);
      }
      const { token } = JSON.parse(text).backstageIdentity;
      const me = await this.as(token, 'GET', '/me');
      if (me.status !== 200 || JSON.parse(me.text).tenants.length !== 1) {
        throw new Error(`${persona} is in no tenant yet: ${me.text}`);
      }
      return token;
    }, START_TIMEOUT_MS);
  }

  /** @param url - below `/api/feature-requests` */
  async as(token: string, method: Method, url: string): Promise<Answer> {
    return this.ask(method, `/api/feature-requests${url}`, {
      authorization: `Bearer ${token}`,
    });
  }

  async stop(): Promise<void> {
    this.agent.destroy();
    const { backend } = this;
    if (backend && backend.exitCode === null) {
      const ended = once(backend, 'exit');
      backend.kill('SIGTERM');
      await ended;
    }
    await this.files.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  private async ask(
    method: Method,
    url: string,
    headers: Record<string, string>,
  ): Promise<Answer> {
    const started = performance.now();
    return new Promise((resolve, reject) => {
      const asking = request(
        {
          host: '127.0.0.1',
          port: this.port,
          agent: this.agent,
          method,
          path: url,
          headers,
        },
        response => {
          const chunks: Buffer[] = [];
          response.on('data', chunk => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              ms: performance.now() - started,
              text: Buffer.concat(chunks).toString('utf8'),
            }),
          );
        },
      );
      asking.on('error', reject);
      asking.end();
    });
  }

  private async run(database: JsonObject): Promise<void> {
    const tenantsFile = path.join(this.folder, 'tenants.yaml');
    await writeFile(
      tenantsFile,
      tenantDocuments()
        .map(document => JSON.stringify(document))
        .join('\n---\n'),
    );
    const config = portalConfig({
      port: this.port,
      database,
      serviceToken: 'not-used-by-this-benchmark',
      repositories: this.files.host,
      locations: [this.files.put('/organisation.yaml', organisation())],
      tenantsFile,
      personas,
    });
    const configFile = path.join(this.folder, 'app-config.json');
    await writeFile(
      configFile,
      JSON.stringify({
        ...config,
        search: {
          collators: {
            catalog: { schedule: NEVER },
            techdocs: { schedule: NEVER },
            featureRequests: { schedule: NEVER },
          },
        },
        // One person votes here more often than people do.
        featureRequests: { limits: { votesPerMinute: 1_000_000 } },
      }),
    );
    const logFile = path.join(this.folder, 'backend.log');
    const log = openSync(logFile, 'a');
    const backend = spawn(
      process.execPath,
      [
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
        path.join(repository, 'packages/backend/src/index.ts'),
        '--config',
        configFile,
      ],
      {
        cwd: path.join(repository, 'packages/backend'),
        env: {
          ...process.env,
          // Personas to sign in as are not for production.
          NODE_ENV: 'development',
          NODE_OPTIONS: '',
          LOG_LEVEL: 'warn',
        },
        stdio: ['ignore', log, log],
      },
    );
    this.backend = backend;
    await eventually(async () => {
      if (backend.exitCode !== null) {
        throw new Error('its process ended');
      }
      const { status } = await this.ask(
        'GET',
        '/.backstage/health/v1/readiness',
        {},
      );
      if (status !== 200) {
        throw new Error(`it is not ready: ${status}`);
      }
    }, START_TIMEOUT_MS).catch(async error => {
      const lines = (await readFile(logFile, 'utf8')).split('\n');
      throw new Error(
        `The portal does not start: ${error.message}\n${lines
          .slice(-30)
          .join('\n')}`,
      );
    });
  }
}
