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
/** In one commit. */
const MOST_FILES = 100;

/** A file at the newest commit. */
export type FileAtHead = {
  readonly head: string;
  readonly text: string | undefined;
};

/**
 * What to write for what is there: the text of the file, `undefined` to remove
 * it, `'leave'` to do nothing. Called again for each attempt, and free to throw.
 */
export type Change = (text: string | undefined) => string | undefined | 'leave';

type Write = {
  readonly path: string;
  readonly message: string;
  readonly change: Change;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
};

/** The branch of a repository that the provider writes. */
export class Target {
  private readonly git = new GitProgram();
  private running: Promise<string> | undefined;
  private waiting: Write[] = [];
  private writing = false;

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
   * Commits a file on the newest commit. Who writes while a push is on its way
   * shares the next commit. If somebody else pushed meanwhile, all are looked at again:
   * pushes to other files are no obstacle.
   */
  write(path: string, message: string, change: Change): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ path, message, change, resolve, reject });
      this.writeWaiting();
    });
  }

  private async writeWaiting(): Promise<void> {
    if (this.writing) {
      return;
    }
    this.writing = true;
    while (this.waiting.length > 0) {
      const batch = takeDistinct(this.waiting);
      this.waiting = this.waiting.filter(each => !batch.includes(each));
      await this.writeBatch(batch).catch(error =>
        batch.forEach(({ reject }) => reject(error)),
      );
    }
    this.writing = false;
  }

  private async writeBatch(batch: readonly Write[]): Promise<void> {
    let pending = batch;
    for (let attempt = 1; ; attempt += 1) {
      const head = await this.explained(() => this.head());
      const files = new Map<string, string | undefined>();
      const written: Write[] = [];
      for (const write of pending) {
        const { path, change, resolve, reject } = write;
        const text = await this.explained(async () =>
          (await this.mirror()).readFile(head, path),
        );
        try {
          const next = change(text);
          if (next === 'leave' || next === text) {
            resolve();
          } else {
            files.set(path, next);
            written.push(write);
          }
        } catch (error) {
          reject(error);
        }
      }
      if (files.size === 0) {
        return;
      }
      pending = written;
      try {
        await this.explained(async () => {
          const mirror = await this.mirror();
          const commit = await mirror.commit({
            base: head,
            files,
            author: AUTHOR,
            message: messageOf(written),
          });
          await mirror.push(commit, this.repository.branch, head);
        });
        written.forEach(({ resolve }) => resolve());
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

/** As many as fit into one commit: one for each file, in the order they came. */
function takeDistinct(writes: readonly Write[]): Write[] {
  const paths = new Set<string>();
  return writes
    .filter(({ path }) => !paths.has(path) && paths.add(path))
    .slice(0, MOST_FILES);
}

function messageOf(writes: readonly Write[]): string {
  return writes.length === 1
    ? writes[0].message
    : [
        `${writes.length} resources`,
        ...writes.map(({ message }) => message.trim()),
      ].join('\n\n');
}
