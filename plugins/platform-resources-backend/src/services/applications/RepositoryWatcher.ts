import {
  GitError,
  TreeTooLargeError,
} from '@commonhold/plugin-platform-resources-node/git';
import { LoggerService } from '@backstage/backend-plugin-api';
import { CommitFinding } from '@commonhold/plugin-platform-resources-common';
import { Resolution } from '@commonhold/topology';
import { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { Mirrors } from '../../git/Mirrors';
import {
  ApplicationStore,
  ResolvedCommit,
  StoredApplication,
} from '../../store/ApplicationStore';
import { ComponentCatalog, Components } from '../components/ComponentCatalog';
import { Resolutions } from './Resolutions';

/** A commit on the branch of an application that was resolved just now. */
export type ArrivedCommit = {
  readonly application: StoredApplication;
  readonly commit: ResolvedCommit;
  readonly resolution: Resolution;
  readonly components: Components;
};

/** Whoever goes on with commits that arrived. */
export interface CommitListener {
  /** Takes part in the transaction that writes the commit down. */
  arrived(tx: Knex.Transaction, arrived: ArrivedCommit): Promise<void>;
}

/** Counts and times, for metrics. */
export type WatcherMeter = {
  resolved(milliseconds: number, errors: number): void;
  checked(result: 'unchanged' | 'changed' | 'failed'): void;
};

export type WatcherOptions = {
  readonly applications: ApplicationStore;
  readonly components: ComponentCatalog;
  readonly mirrors: Mirrors;
  readonly resolutions: Resolutions;
  /** In the order in which they take part in the transaction. */
  readonly listeners: readonly CommitListener[];
  readonly logger: LoggerService;
  readonly meter: WatcherMeter;
  /** How often a repository is looked at where nobody says that it changed. */
  readonly everyMs: number;
  /** How many are looked at side by side on this replica. */
  readonly parallel: number;
};

/** A look takes no longer: Git is ended before. */
const CLAIM_MS = 5 * 60_000;

/** Looks at repositories, and resolves each new commit once on one replica. */
export class RepositoryWatcher {
  private readonly claimant = randomUUID();

  constructor(private readonly options: WatcherOptions) {}

  /** Looks at what is due, until nothing is. */
  async run(): Promise<void> {
    const { applications, parallel, logger } = this.options;
    const pending = new Set<Promise<void>>();
    for (;;) {
      const now = Date.now();
      const due = await applications.claimDue({
        claimant: this.claimant,
        now: iso(now),
        until: iso(now + CLAIM_MS),
        limit: parallel - pending.size,
      });
      for (const application of due) {
        const look: Promise<void> = this.look(application, iso(now))
          .catch(error => {
            logger.error(
              `${application.ref}: its repository was not looked at`,
              error,
            );
          })
          .finally(() => pending.delete(look));
        pending.add(look);
      }
      if (pending.size === 0) {
        return;
      }
      // As soon as one is through, the next begins.
      await Promise.race(pending);
    }
  }

  private async look(
    application: StoredApplication,
    claimedAt: string,
  ): Promise<void> {
    const { applications, everyMs, meter } = this.options;
    const { ref } = application;
    const release = (
      result: Partial<Parameters<ApplicationStore['release']>[2]>,
    ) =>
      applications.release(ref, this.claimant, {
        checkedAt: iso(Date.now()),
        claimedAt,
        // Spread out, so that hundreds of repositories are not asked at once.
        dueAt: iso(Date.now() + everyMs * (0.75 + Math.random() / 2)),
        ...result,
      });
    try {
      meter.checked((await this.update(application)) ? 'changed' : 'unchanged');
      await release(
        application.state === 'unreachable' || application.state === 'waiting'
          ? await this.stateNow(ref)
          : {},
      );
    } catch (error) {
      meter.checked('failed');
      if (!(error instanceof GitError || error instanceof TreeTooLargeError)) {
        await release({});
        throw error;
      }
      await release({
        state: 'unreachable',
        problem: `The repository cannot be read: ${error.message}`,
      });
    }
  }

  /** @returns whether there was something new */
  private async update(application: StoredApplication): Promise<boolean> {
    const { components: catalog, mirrors } = this.options;
    const { ref, url, branch } = application;
    const mirror = await mirrors.open(ref, url);
    const head = await mirror.remoteHead(branch);
    if (head === undefined) {
      throw new GitError(`there is no branch "${branch}"`);
    }
    const components = await catalog.get();
    if (
      head === application.headCommit &&
      components.hash === application.definitionsHash
    ) {
      return false;
    }
    await mirror.fetch(`refs/heads/${branch}`);
    await this.resolve(application, head, components);
    return true;
  }

  private async resolve(
    application: StoredApplication,
    head: string,
    components: Components,
  ): Promise<void> {
    const { applications, listeners, meter, mirrors, resolutions } =
      this.options;
    const { ref, url } = application;
    const mirror = await mirrors.open(ref, url);
    const info = await mirror.commitInfo(head);
    const began = performance.now();
    const resolution = await resolutions.of(application, head, components);
    const resolveMs = Math.round(performance.now() - began);
    const findings = findingsOf(resolution, ref);
    const errors = findings.filter(({ severity }) => severity === 'error');
    const commit: ResolvedCommit = {
      ...info,
      resolvedAt: iso(Date.now()),
      resolveMs,
      errors: errors.length,
      warnings: findings.length - errors.length,
      leaves: resolution.leaves.size,
      levels: resolution.deployment?.levels ?? [],
    };
    await applications.transaction(async tx => {
      // Whoever took over in the meantime does this again from the beginning.
      const now = iso(Date.now());
      if (!(await applications.holdClaim(tx, ref, this.claimant, now))) {
        return;
      }
      await applications.putCommit(tx, ref, commit, findings);
      await applications.setHead(tx, ref, {
        commit: head,
        definitionsHash: components.hash,
        state: errors.length > 0 ? 'invalid' : 'ok',
        problem: null,
      });
      for (const listener of isForeign(resolution, ref) ? [] : listeners) {
        await listener.arrived(tx, {
          application,
          commit,
          resolution,
          components,
        });
      }
    });
    meter.resolved(resolveMs, errors.length);
  }

  /** What a repository that can be read again is, from its newest commit. */
  private async stateNow(ref: string) {
    const { applications } = this.options;
    const application = await applications.find(ref);
    if (!application?.headCommit) {
      return {};
    }
    const commit = (
      await applications.commits([{ ref, id: application.headCommit }])
    ).get(ref);
    return {
      state:
        commit && commit.errors > 0 ? ('invalid' as const) : ('ok' as const),
      problem: null,
    };
  }
}

/** What the resolver found, and whether the repository is the application's at all. */
export function findingsOf(
  resolution: Resolution,
  application: string,
): CommitFinding[] {
  return isForeign(resolution, application)
    ? [
        {
          code: 'APPLICATION',
          severity: 'error',
          message: `deployment.yaml says that this is the repository of ${resolution.deployment?.application}, not of ${application}. Nothing is applied until it names the application.`,
          file: 'deployment.yaml',
          line: null,
          column: null,
          leaf: null,
          leaves: resolution.leaves.size,
          component: null,
          pointer: '/application',
        },
        ...resolution.findings,
      ]
    : [...resolution.findings];
}

/** Whether deployment.yaml names another application. */
export function isForeign(
  resolution: Resolution,
  application: string,
): boolean {
  const named = resolution.deployment?.application;
  return (
    named !== undefined &&
    named.toLocaleLowerCase('en-US') !== application.toLocaleLowerCase('en-US')
  );
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
