import {
  PermanentProviderError,
  TransientProviderError,
} from '@commonhold/plugin-platform-resources-node';
import {
  BranchMovedError,
  GitError,
  GitProgram,
  Mirror,
} from '@commonhold/plugin-platform-resources-node/git';
import { GitopsRepository } from './repositories';

const LIMITS = { maxBytes: 4 * 1024 ** 3, timeoutMs: 60_000 };
const AUTHOR = { name: 'Commonhold', email: 'commonhold@localhost' };
const MOST_ATTEMPTS = 10;

/** A file at the newest commit. */
export type FileAtHead = {
  readonly head: string;
  readonly text: string | undefined;
};

/** The branch of a repository that the provider writes. */
export class Target {
  private readonly git = new GitProgram();
  private running: Promise<string> | undefined;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly name: string,
    private readonly repository: GitopsRepository,
  ) {}

  async read(path: string): Promise<FileAtHead> {
    return this.explained(async () => {
      const head = await this.head();
      return { head, text: await (await this.mirror()).readFile(head, path) };
    });
  }

  /**
   * Commits one file on the newest commit. If somebody else pushed meanwhile, it is
   * looked at again: pushes to other files are no obstacle.
   *
   * @param change - what to write for what is there; called again for each attempt,
   *   and free to throw. `undefined` removes the file, `'leave'` does nothing.
   */
  write(
    path: string,
    message: string,
    change: (text: string | undefined) => string | undefined | 'leave',
  ): Promise<void> {
    // One after the other in this process: pushes that race only cost attempts.
    const written = this.writing.then(() =>
      this.commitAndPush(path, message, change),
    );
    this.writing = written.catch(() => undefined);
    return written;
  }

  private async commitAndPush(
    path: string,
    message: string,
    change: (text: string | undefined) => string | undefined | 'leave',
  ): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      const { head, text } = await this.read(path);
      const next = change(text);
      if (next === 'leave' || next === text) {
        return;
      }
      try {
        await this.explained(async () => {
          const mirror = await this.mirror();
          const commit = await mirror.commit({
            base: head,
            files: new Map([[path, next]]),
            author: AUTHOR,
            message,
          });
          await mirror.push(commit, this.repository.branch, head);
        });
        return;
      } catch (error) {
        if (!(error instanceof BranchMovedError) || attempt === MOST_ATTEMPTS) {
          throw error;
        }
      }
    }
  }

  /** Who asks at the same time gets the same answer. */
  private head(): Promise<string> {
    this.running ??= this.fetchHead().finally(() => {
      this.running = undefined;
    });
    return this.running;
  }

  private async fetchHead(): Promise<string> {
    const { branch } = this.repository;
    const mirror = await this.mirror();
    const head = await mirror.remoteHead(branch);
    if (!head) {
      throw new PermanentProviderError(
        `The repository ${this.name} has no branch ${branch}`,
        {
          nextStep: `Ask the portal's operators to make it, with a first commit, or to correct platformResources.providers.gitops.repositories.${this.name}.branch.`,
        },
      );
    }
    await mirror.ensure(head, `refs/heads/${branch}`);
    return head;
  }

  private async mirror(): Promise<Mirror> {
    const { directory, source } = this.repository;
    return new Mirror(this.git, directory, await source(), LIMITS);
  }

  private async explained<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof BranchMovedError || !(error instanceof GitError)) {
        throw error;
      }
      const options = { cause: error };
      throw /authentication failed|access denied|permission denied|could not read (username|password)|terminal prompts disabled|unable to read askpass|error: 40[13]|not found/i.test(
        error.message,
      )
        ? new PermanentProviderError(
            `The repository ${this.name} does not let the portal in: ${error.message}`,
            {
              ...options,
              nextStep:
                "Ask the portal's operators to check its url, and the credentials for its host in integrations.",
            },
          )
        : new TransientProviderError(
            `The repository ${this.name} cannot be used now: ${error.message}`,
            { ...options, nextStep: 'It is tried again by itself.' },
          );
    }
  }
}
