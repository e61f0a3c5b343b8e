import { ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const USERNAME = 'portal';
export const PASSWORD = 'evening-tide-41';
/** bcrypt of the password, as `web.config` wants it. */
const PASSWORD_HASH =
  '$2b$04$dTfG9G/Lrl/KeGAbN5kw3OBbcKGjKor4zAV1GX0.MDf1z/3SKqvhu';

/** What is missing for tests with a real Prometheus, in words. */
export function missingPrometheus(): string | undefined {
  const missing = ['prometheus', 'promtool'].filter(
    program => spawnSync(program, ['--version']).error,
  );
  return missing.length
    ? `not installed: ${missing.join(
        ', ',
      )} (Debian: apt-get install prometheus)`
    : undefined;
}

/** A real Prometheus that reads rules from a folder of its own. */
export class TestPrometheus {
  private constructor(
    readonly url: string,
    readonly ruleDirectory: string,
    private readonly folder: string,
    private readonly process: ChildProcess,
  ) {}

  static async start(): Promise<TestPrometheus> {
    const folder = await mkdtemp(join(tmpdir(), 'commonhold-prometheus-'));
    const ruleDirectory = join(folder, 'rules');
    await mkdir(ruleDirectory);
    await writeFile(
      join(folder, 'prometheus.yml'),
      `rule_files: ['${ruleDirectory}/*.rules.yaml']\n`,
    );
    await writeFile(
      join(folder, 'web.yml'),
      `basic_auth_users: { ${USERNAME}: '${PASSWORD_HASH}' }\n`,
    );
    const port = await freePort();
    const child = spawn(
      'prometheus',
      [
        `--config.file=${join(folder, 'prometheus.yml')}`,
        `--storage.tsdb.path=${join(folder, 'data')}`,
        `--web.listen-address=127.0.0.1:${port}`,
        `--web.config.file=${join(folder, 'web.yml')}`,
        '--web.enable-lifecycle',
      ],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    );
    const url = `http://127.0.0.1:${port}`;
    await isReady(child);
    return new TestPrometheus(url, ruleDirectory, folder, child);
  }

  async stop(): Promise<void> {
    const ended = once(this.process, 'exit');
    this.process.kill('SIGKILL');
    await ended;
    await rm(this.folder, { recursive: true, force: true });
  }
}

function isReady(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let log = '';
    // Read to the end: a program whose log nobody reads ends.
    child.stderr?.on('data', chunk => {
      log += chunk;
      if (log.includes('Server is ready to receive web requests')) {
        resolve();
      }
    });
    child.on('exit', () =>
      reject(new Error(`prometheus did not start:\n${log}`)),
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
