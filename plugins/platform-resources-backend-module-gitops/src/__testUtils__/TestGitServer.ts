import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import {
  IncomingMessage,
  Server,
  ServerResponse,
  createServer,
} from 'node:http';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export const USERNAME = 'portal';
export const PASSWORD = 'slate-roof-12';

/**
 * A bare repository behind Git's own HTTP server program, with basic
 * authentication; and a clone of it for somebody who works by hand.
 */
export class TestGitServer {
  private constructor(
    private readonly server: Server,
    readonly folder: string,
  ) {}

  static async start(): Promise<TestGitServer> {
    const folder = await mkdtemp(join(tmpdir(), 'commonhold-gitops-'));
    const bare = join(folder, 'fleet.git');
    await run('git', ['init', '--quiet', '--bare', '-b', 'main', bare]);
    await run('git', ['-C', bare, 'config', 'http.receivepack', 'true']);
    const server = createServer((request, response) =>
      answer(folder, request, response),
    );
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const test = new TestGitServer(server, folder);
    await run('git', ['clone', '--quiet', bare, test.clone]);
    await test.commit('README.md', () => 'What runs in our clusters.\n');
    return test;
  }

  get url(): string {
    const { port } = this.server.address() as AddressInfo;
    return `http://127.0.0.1:${port}/fleet.git`;
  }

  /** Pushes a change of a file, as a person would. */
  async commit(file: string, edit: (text: string) => string): Promise<void> {
    const git = (...args: string[]) =>
      run('git', [
        '-C',
        this.clone,
        '-c',
        'user.name=Somebody',
        '-c',
        'user.email=somebody@example.com',
        ...args,
      ]);
    await git('pull', '--quiet').catch(() => undefined);
    const path = join(this.clone, file);
    await writeFile(path, edit(await readFile(path, 'utf8').catch(() => '')));
    await git('add', '--all');
    await git('commit', '--quiet', '--message', 'By hand');
    await git('push', '--quiet', 'origin', 'HEAD:main');
  }

  /** How many commits touched a path. */
  async commits(path: string): Promise<number> {
    const { stdout } = await run('git', [
      '-C',
      join(this.folder, 'fleet.git'),
      'rev-list',
      '--count',
      'main',
      '--',
      path,
    ]);
    return Number(stdout);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
    await rm(this.folder, { recursive: true, force: true });
  }

  private get clone(): string {
    return join(this.folder, 'clone');
  }
}

function answer(
  folder: string,
  request: IncomingMessage,
  response: ServerResponse,
) {
  const expected = `Basic ${Buffer.from(`${USERNAME}:${PASSWORD}`).toString(
    'base64',
  )}`;
  if (request.headers.authorization !== expected) {
    response.writeHead(401, { 'www-authenticate': 'Basic realm="fleet"' });
    response.end();
    return;
  }
  const url = new URL(request.url ?? '/', 'http://localhost');
  const child = spawn('git', ['http-backend'], {
    env: {
      ...process.env,
      GIT_PROJECT_ROOT: folder,
      GIT_HTTP_EXPORT_ALL: '1',
      REMOTE_USER: USERNAME,
      PATH_INFO: url.pathname,
      QUERY_STRING: url.search.slice(1),
      REQUEST_METHOD: request.method,
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
      ...(request.headers['git-protocol']
        ? { GIT_PROTOCOL: String(request.headers['git-protocol']) }
        : {}),
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  request.pipe(child.stdin);
  const parts: Buffer[] = [];
  child.stdout.on('data', part => parts.push(part));
  child.on('close', () => {
    const output = Buffer.concat(parts);
    const end = output.indexOf('\r\n\r\n');
    for (const line of output.subarray(0, end).toString().split('\r\n')) {
      const [name, value] = line.split(/:\s*/, 2);
      if (name.toLowerCase() === 'status') {
        response.statusCode = Number.parseInt(value, 10);
      } else {
        response.setHeader(name, value);
      }
    }
    response.end(output.subarray(end + 4));
  });
}
