import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { randomBytes } from 'node:crypto';
import { openSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort, ROOT, Server } from './servers';

const READY_WITHIN_MS = 120_000;

/** Backend processes on one database. */
export class Fleet {
  /** Whoever has it may ask the processes anything. */
  private readonly token = randomBytes(24).toString('hex');
  private readonly processes: { port: number; child: ChildProcess }[] = [];
  private ending = false;
  kills = 0;

  constructor(
    private readonly options: {
      readonly folder: string;
      readonly database: Server;
      readonly targets: Server;
    },
  ) {}

  get size(): number {
    return this.processes.length;
  }

  async grow(size: number): Promise<void> {
    while (this.processes.length < size) {
      const port = await freePort();
      this.processes.push({ port, child: await this.run(port) });
      // The first makes the tables.
      await this.ready(port);
    }
  }

  /** Asks the API of the first process. */
  async get(url: string): Promise<Response> {
    const [{ port }] = this.processes;
    return fetch(`http://127.0.0.1:${port}/api/platform-resources${url}`, {
      headers: { authorization: `Bearer ${this.token}` },
    });
  }

  /** Kills a process in the middle of whatever it does, and starts it anew. */
  async killOne(): Promise<void> {
    const victim =
      this.processes[Math.floor(Math.random() * this.processes.length)];
    const ended = once(victim.child, 'exit');
    victim.child.kill('SIGKILL');
    await ended;
    this.kills += 1;
    if (!this.ending) {
      victim.child = await this.run(victim.port);
    }
  }

  async stop(): Promise<void> {
    this.ending = true;
    await Promise.all(
      this.processes.map(async ({ child }) => {
        if (child.exitCode === null && child.signalCode === null) {
          const ended = once(child, 'exit');
          child.kill('SIGTERM');
          await Promise.race([
            ended,
            sleep(15_000).then(() => child.kill('SIGKILL')),
          ]);
        }
      }),
    );
  }

  private async run(port: number): Promise<ChildProcess> {
    const { folder } = this.options;
    const config = path.join(folder, `config-${port}.json`);
    await writeFile(config, JSON.stringify(this.config(port)));
    const log = openSync(path.join(folder, `backend-${port}.log`), 'a');
    return spawn(
      process.execPath,
      [
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
        path.join(__dirname, 'backend.ts'),
        '--config',
        config,
      ],
      {
        cwd: ROOT,
        env: { ...process.env, NODE_ENV: 'development', NODE_OPTIONS: '' },
        stdio: ['ignore', log, log],
      },
    );
  }

  private async ready(port: number): Promise<void> {
    const deadline = Date.now() + READY_WITHIN_MS;
    for (;;) {
      const answer = await fetch(
        `http://127.0.0.1:${port}/api/platform-resources/health`,
      ).catch(() => undefined);
      if (answer?.ok) {
        return;
      }
      if (Date.now() > deadline) {
        throw new Error(
          `A backend did not start; its log is backend-${port}.log in ${this.options.folder}`,
        );
      }
      await sleep(200);
    }
  }

  private config(port: number) {
    const { database, targets, folder } = this.options;
    const { host, user, password } = database;
    return {
      app: { baseUrl: 'http://localhost:3000' },
      backend: {
        baseUrl: `http://127.0.0.1:${port}`,
        listen: { host: '127.0.0.1', port },
        auth: {
          externalAccess: [
            {
              type: 'static',
              options: { token: this.token, subject: 'chaos' },
            },
          ],
        },
        database: {
          client: 'pg',
          pluginDivisionMode: 'schema',
          ensureSchemaExists: true,
          connection: {
            host,
            port: database.port,
            user,
            password,
            database: 'postgres',
          },
        },
      },
      platformResources: {
        // There is no catalog here to ask.
        frequency: { hours: 24 },
        repositories: { directory: path.join(folder, 'repositories') },
        operations: {
          workers: 10,
          perTenant: 6,
          perProvider: { postgresql: 24, 'postgresql-far': 100 },
        },
        providers: {
          postgresql: {
            clusters: {
              main: {
                host: targets.host,
                port: targets.port,
                user: targets.user,
                password: targets.password,
                maxConnections: 8,
              },
            },
          },
        },
      },
    };
  }
}
