import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';

/** Why the `git` program could not do something, for whoever reads logs. */
export class GitError extends Error {
  constructor(
    message: string,
    /** Exit code; `undefined` if it was ended or could not start. */
    readonly exitCode?: number,
  ) {
    super(message);
    this.name = 'GitError';
  }
}

export type GitCall = {
  readonly directory?: string;
  readonly input?: string | Buffer;
  readonly env?: Readonly<Record<string, string>>;
  /** Settings for this call alone; they do not show in the list of processes. */
  readonly config?: readonly (readonly [key: string, value: string])[];
  readonly timeoutMs?: number;
  readonly maxOutputBytes?: number;
  /** Called again and again while it runs: a message ends it. */
  readonly watch?: () => Promise<string | undefined>;
  readonly signal?: AbortSignal;
};

const DEFAULT_TIMEOUT_MS = 30_000;
const DEFAULT_OUTPUT_BYTES = 64 * 1024 * 1024;
const WATCH_EVERY_MS = 250;

/**
 * Settings for repositories that others write: nothing in them is run, followed
 * or asked for.
 */
const HARMLESS: readonly (readonly [string, string])[] = [
  ['core.hooksPath', '/dev/null'],
  ['core.symlinks', 'false'],
  ['core.fsmonitor', 'false'],
  ['core.attributesFile', '/dev/null'],
  ['credential.helper', ''],
  ['fetch.recurseSubmodules', 'false'],
  ['submodule.recurse', 'false'],
  ['transfer.fsckObjects', 'true'],
  ['gc.auto', '0'],
  ['maintenance.auto', 'false'],
  ['http.followRedirects', 'false'],
  ['protocol.version', '2'],
  ['diff.external', ''],
  ['advice.detachedHead', 'false'],
];

/**
 * Runs the `git` program, without a shell, with a clean environment, with limits
 * of time and output. A wrapper library would add its own reading of arguments
 * between us and Git, and has no standard input, which commits in a bare
 * repository need.
 *
 * Arguments that come from outside belong behind `--` or `--end-of-options`, or are
 * checked before: see `RepositoryUrl`.
 */
export class GitProgram {
  async text(args: readonly string[], call: GitCall = {}): Promise<string> {
    return (await this.bytes(args, call)).toString('utf8');
  }

  /** @throws GitError if it fails, takes too long or says too much */
  bytes(args: readonly string[], call: GitCall = {}): Promise<Buffer> {
    const timeoutMs = call.timeoutMs ?? DEFAULT_TIMEOUT_MS;
    const maxOutput = call.maxOutputBytes ?? DEFAULT_OUTPUT_BYTES;
    return new Promise((resolve, reject) => {
      // A group of its own: Git starts others, which have to end with it.
      const child = spawn('git', args, {
        cwd: call.directory ?? tmpdir(),
        env: environment(call),
        stdio: ['pipe', 'pipe', 'pipe'],
        detached: true,
      });
      const output: Buffer[] = [];
      const errors: Buffer[] = [];
      let size = 0;
      let ended: string | undefined;
      const end = (reason: string) => {
        ended ??= reason;
        if (child.pid !== undefined) {
          try {
            process.kill(-child.pid, 'SIGKILL');
          } catch {
            // It is gone already.
          }
        }
      };
      const timer = setTimeout(
        () => end(`took longer than ${timeoutMs / 1000} seconds`),
        timeoutMs,
      );
      const watcher = call.watch && watchWith(call.watch, end);
      const onAbort = () => end('was cancelled');
      call.signal?.addEventListener('abort', onAbort, { once: true });
      if (call.signal?.aborted) {
        onAbort();
      }

      child.stdout.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > maxOutput) {
          end('has more to say than is allowed');
        } else {
          output.push(chunk);
        }
      });
      child.stderr.on('data', (chunk: Buffer) => {
        if (errors.length < 100) {
          errors.push(chunk);
        }
      });
      // Git's end is told by its exit; a broken pipe adds nothing.
      child.stdin.on('error', () => {});
      child.on('error', error => {
        ended ??= `cannot be run: ${error.message}`;
      });
      child.on('close', code => {
        clearTimeout(timer);
        watcher?.stop();
        call.signal?.removeEventListener('abort', onAbort);
        const command = args[0];
        if (ended !== undefined) {
          reject(new GitError(`git ${command} ${ended}`));
        } else if (code === 0) {
          resolve(Buffer.concat(output));
        } else {
          const said = readable(Buffer.concat(errors).toString('utf8'));
          reject(
            new GitError(
              said || `git ${command} failed with exit code ${code}`,
              code ?? undefined,
            ),
          );
        }
      });
      child.stdin.end(call.input ?? '');
    });
  }
}

function watchWith(
  watch: () => Promise<string | undefined>,
  end: (reason: string) => void,
): { stop(): void } {
  let busy = false;
  const timer = setInterval(async () => {
    if (busy) {
      return;
    }
    busy = true;
    const reason = await watch().catch(() => undefined);
    busy = false;
    if (reason !== undefined) {
      end(reason);
    }
  }, WATCH_EVERY_MS);
  return { stop: () => clearInterval(timer) };
}

function environment(call: GitCall): NodeJS.ProcessEnv {
  const config = [...HARMLESS, ...(call.config ?? [])];
  const { PATH, SSH_AUTH_SOCK, SSL_CERT_FILE, SSL_CERT_DIR } = process.env;
  const { HTTPS_PROXY, HTTP_PROXY, NO_PROXY } = process.env;
  return {
    PATH,
    ...(SSH_AUTH_SOCK && { SSH_AUTH_SOCK }),
    ...(SSL_CERT_FILE && { SSL_CERT_FILE }),
    ...(SSL_CERT_DIR && { SSL_CERT_DIR }),
    ...(HTTPS_PROXY && { HTTPS_PROXY }),
    ...(HTTP_PROXY && { HTTP_PROXY }),
    ...(NO_PROXY && { NO_PROXY }),
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ASKPASS: '/bin/false',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_SSH_COMMAND: 'ssh -oBatchMode=yes',
    GIT_ALLOW_PROTOCOL: 'https:ssh',
    ...call.env,
    GIT_CONFIG_COUNT: String(config.length),
    ...Object.fromEntries(
      config.flatMap(([key, value], i) => [
        [`GIT_CONFIG_KEY_${i}`, key],
        [`GIT_CONFIG_VALUE_${i}`, value],
      ]),
    ),
  };
}

/** What Git says, shortened, without credentials that URLs may hold. */
function readable(text: string): string {
  return text
    .replace(/(\w+:\/\/)[^/\s@]+@/g, '$1')
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '' && !line.startsWith('hint:'))
    .slice(0, 5)
    .join(' ')
    .slice(0, 1000);
}
