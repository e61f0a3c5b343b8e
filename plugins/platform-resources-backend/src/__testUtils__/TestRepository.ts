import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A bare repository that people push to, and a working copy of one of them. */
export class TestRepository {
  static async create(): Promise<TestRepository> {
    const folder = await mkdtemp(path.join(tmpdir(), 'commonhold-git-'));
    const repository = new TestRepository(folder);
    await mkdir(repository.copy);
    await repository.git('init', '--quiet', '--initial-branch=main', '.');
    await run('git', [
      'init',
      '--quiet',
      '--bare',
      '--initial-branch=main',
      repository.bare,
    ]);
    return repository;
  }

  private constructor(private readonly folder: string) {}

  /** Where it is pushed to, as a path. */
  get bare(): string {
    return path.join(this.folder, 'bare.git');
  }

  private get copy(): string {
    return path.join(this.folder, 'copy');
  }

  async git(...args: string[]): Promise<string> {
    const { stdout } = await run('git', args, {
      cwd: this.copy,
      env: {
        ...process.env,
        GIT_CONFIG_GLOBAL: '/dev/null',
        GIT_AUTHOR_NAME: 'Amelia Hart',
        GIT_AUTHOR_EMAIL: 'amelia.hart@meridian.example',
        GIT_COMMITTER_NAME: 'Amelia Hart',
        GIT_COMMITTER_EMAIL: 'amelia.hart@meridian.example',
      },
      maxBuffer: 64 * 1024 * 1024,
    });
    return stdout.trim();
  }

  /**
   * Writes files on top of what was pushed last, commits and pushes.
   *
   * @returns the commit
   */
  async push(
    files: Readonly<Record<string, string | null>>,
    message = 'Change',
  ): Promise<string> {
    await this.git('pull', '--quiet', '--rebase', this.bare, 'main').catch(
      () => undefined,
    );
    for (const [file, content] of Object.entries(files)) {
      const target = path.join(this.copy, file);
      if (content === null) {
        await rm(target);
      } else {
        await mkdir(path.dirname(target), { recursive: true });
        await writeFile(target, content);
      }
    }
    await this.git('add', '--all');
    await this.git('commit', '--quiet', '--allow-empty', '-m', message);
    await this.git('push', '--quiet', this.bare, 'HEAD:main');
    return this.git('rev-parse', 'HEAD');
  }

  /** Where a branch of the bare repository is. */
  async head(branch = 'main'): Promise<string> {
    const { stdout } = await run('git', ['rev-parse', `refs/heads/${branch}`], {
      cwd: this.bare,
    });
    return stdout.trim();
  }

  async show(revision: string, file: string): Promise<string> {
    const { stdout } = await run('git', ['show', `${revision}:${file}`], {
      cwd: this.bare,
    });
    return stdout;
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}
