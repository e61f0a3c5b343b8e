import { ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { JsonObject } from '@backstage/types';
import { eventually } from './eventually';
import { repository } from './repository';

/** With tenancy, or the same plugins with a policy of Backstage's own. */
export type PortalKind = 'tenancy' | 'allow-all' | 'owner';

export type Question = {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: object;
};

export type Answer = {
  readonly status: number;
  readonly text: string;
  /** From the first byte sent to the last one received. */
  readonly ms: number;
};

const START_TIMEOUT_MS = 120_000;
const STOP_TIMEOUT_MS = 10_000;

/** A backend, a process of its own, asked over HTTP as a browser asks it. */
export class BenchPortal {
  /** @param config - without the token of the service that the benchmark is */
  static async start(
    kind: PortalKind,
    port: number,
    config: (serviceToken: string) => JsonObject,
  ): Promise<BenchPortal> {
    const folder = await mkdtemp(path.join(tmpdir(), `commonhold-${kind}-`));
    const portal = new BenchPortal(kind, port, folder);
    const file = path.join(folder, 'app-config.json');
    await writeFile(file, JSON.stringify(config(portal.serviceToken)));
    try {
      await portal.run(file);
      return portal;
    } catch (error) {
      await portal.stop();
      throw error;
    }
  }

  readonly serviceToken = randomBytes(24).toString('hex');
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 1 });
  private readonly logFile: string;
  private backend: ChildProcess | undefined;

  private constructor(
    readonly kind: PortalKind,
    private readonly port: number,
    private readonly folder: string,
  ) {
    this.logFile = path.join(folder, 'backend.log');
  }

  async signIn(persona: string): Promise<string> {
    const { status, text } = await this.ask(
      { method: 'GET', path: '/api/auth/personas/refresh' },
      { 'x-commonhold-persona': persona },
    );
    if (status !== 200) {
      throw new Error(`${persona} cannot sign in: ${text}`);
    }
    return JSON.parse(text).backstageIdentity.token;
  }

  async as(token: string, question: Question): Promise<Answer> {
    return this.ask(question, { authorization: `Bearer ${token}` });
  }

  /** How long the gate took for each request since it was asked the last time. */
  async takeGateTimes(): Promise<readonly GateTime[]> {
    const { backend } = this;
    if (!backend) {
      throw new Error('The portal does not run');
    }
    // The backend has other things to say to whoever started it, too.
    const answered = new Promise<readonly GateTime[]>(resolve => {
      const listener = (message: { gateTimes?: readonly GateTime[] }) => {
        if (message.gateTimes) {
          backend.off('message', listener);
          resolve(message.gateTimes);
        }
      };
      backend.on('message', listener);
    });
    backend.send('gate-times');
    return answered;
  }

  async stop(): Promise<void> {
    this.agent.destroy();
    const { backend } = this;
    if (backend && backend.exitCode === null) {
      const ended = once(backend, 'exit');
      backend.kill('SIGTERM');
      const kill = setTimeout(() => backend.kill('SIGKILL'), STOP_TIMEOUT_MS);
      await ended;
      clearTimeout(kill);
    }
    await rm(this.folder, { recursive: true, force: true });
  }

  /** The end of what the backend logged, without the requests. */
  async lastLog(): Promise<string> {
    const log = await readFile(this.logFile, 'utf8');
    return log
      .split('\n')
      .filter(line => !line.includes('incomingRequest'))
      .slice(-30)
      .join('\n');
  }

  private async ask(
    { method, path: url, body }: Question,
    headers: Record<string, string>,
  ): Promise<Answer> {
    const payload = body && JSON.stringify(body);
    const started = performance.now();
    return new Promise((resolve, reject) => {
      const asking = request(
        {
          host: 'localhost',
          port: this.port,
          agent: this.agent,
          method,
          path: url,
          headers: {
            ...headers,
            ...(payload !== undefined && {
              'content-type': 'application/json',
              'content-length': Buffer.byteLength(payload),
            }),
          },
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
      asking.end(payload);
    });
  }

  private async run(config: string): Promise<void> {
    const log = openSync(this.logFile, 'a');
    const { kind } = this;
    const backend = spawn(
      process.execPath,
      [
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
        '--require',
        path.join(repository, 'packages/benchmarks/dev/gateTimes.cjs'),
        path.join(repository, 'packages/benchmarks/dev/portal/index.ts'),
        '--config',
        config,
      ],
      {
        cwd: path.join(repository, 'packages/benchmarks'),
        env: {
          ...process.env,
          // Personas to sign in as are not for production.
          NODE_ENV: 'development',
          NODE_OPTIONS: '',
          LOG_LEVEL: 'warn',
          BENCHMARK_PORTAL: kind,
        },
        stdio: ['ignore', log, log, 'ipc'],
      },
    );
    this.backend = backend;
    const ended = once(backend, 'exit').then(() => {
      throw new Error('its process ended');
    });
    await Promise.race([
      ended,
      eventually(() => this.isReady(), START_TIMEOUT_MS),
    ]).catch(async error => {
      throw new Error(
        `The portal "${kind}" does not start: ${
          error.message
        }\n${await this.lastLog()}`,
      );
    });
    // From here on its end is noticed by the requests that it does not answer.
    ended.catch(() => {});
  }

  private async isReady(): Promise<void> {
    const readiness = '/.backstage/health/v1/readiness';
    const { status } = await this.ask({ method: 'GET', path: readiness }, {});
    if (status !== 200) {
      throw new Error(`${readiness} answers ${status}`);
    }
  }
}

/** What the gate of tenancy spent on one request. */
export type GateTime = {
  readonly method: string;
  readonly url: string;
  readonly ms: number;
};
