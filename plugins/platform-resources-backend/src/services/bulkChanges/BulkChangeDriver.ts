import { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError, InputError } from '@backstage/errors';
import {
  ChangeState,
  FileEdit,
  waveSizes,
} from '@commonhold/plugin-platform-resources-common';
import { matchesGlob } from '@commonhold/topology';
import { randomUUID } from 'node:crypto';
import { ApplicationStore } from '../../store/ApplicationStore';
import { BulkChangeStore, StoredBulkChange } from '../../store/BulkChangeStore';
import { ChangeStore } from '../../store/ChangeStore';
import { DefaultChangeService } from '../changes/DefaultChangeService';
import { ProposedStates } from '../changes/ProposedStates';

const CLAIM_MS = 10 * 60_000;
const LOOK_AGAIN_MS = 2_000;

const FAILED: readonly ChangeState[] = ['failed', 'partly-applied'];
const ENDED: readonly ChangeState[] = [
  ...FAILED,
  'applied',
  'rejected',
  'withdrawn',
];
const WAITING: readonly ChangeState[] = ['draft', 'awaiting-approval', 'stale'];

/**
 * Goes on with bulk changes: makes a change for each application, and merges them wave
 * by wave once they are started. Whatever is done is in the database, so another
 * replica goes on where one ended.
 */
export class BulkChangeDriver {
  private readonly claimant = randomUUID();

  constructor(
    private readonly options: {
      readonly applications: ApplicationStore;
      readonly bulks: BulkChangeStore;
      readonly changes: ChangeStore;
      readonly changeService: DefaultChangeService;
      readonly logger: LoggerService;
      readonly states: ProposedStates;
    },
  ) {}

  async run(): Promise<void> {
    const { bulks, logger } = this.options;
    for (;;) {
      const now = Date.now();
      const bulk = await bulks.claimDue({
        claimant: this.claimant,
        now: iso(now),
        until: iso(now + CLAIM_MS),
      });
      if (!bulk) {
        return;
      }
      try {
        await (bulk.state === 'planning' ? this.plan(bulk) : this.goOn(bulk));
      } catch (error) {
        logger.error(`Bulk change ${bulk.id} does not go on`, error as Error);
        await bulks.update(bulk.id, { dueAt: later(30_000) }, iso(Date.now()));
      } finally {
        await bulks.release(bulk.id, this.claimant);
      }
    }
  }

  /** A change for each application; what was made before a crash stays. */
  private async plan(bulk: StoredBulkChange): Promise<void> {
    const { bulks, changes, changeService } = this.options;
    const made = new Set(
      (await changes.ofBulk(bulk.id)).map(({ application }) => application),
    );
    const skipped: { application: string; reason: string }[] = [];
    for (const ref of bulk.task.applications) {
      if (!made.has(ref)) {
        try {
          const edits = await this.editsOf(bulk, ref);
          if (edits.length > 0) {
            await changeService.create(
              ref,
              { title: bulk.title, why: bulk.why, edits },
              {},
              { ref: bulk.author },
              bulk.id,
            );
          }
        } catch (error) {
          if (
            !(error instanceof ConflictError || error instanceof InputError)
          ) {
            throw error;
          }
          skipped.push({ application: ref, reason: error.message });
        }
      }
    }
    const all = await changes.ofBulk(bulk.id);
    const sizes = waveSizes(all.length);
    let at = 0;
    for (const [wave, size] of sizes.entries()) {
      await changes.setWave(
        all.slice(at, at + size).map(({ id }) => id),
        wave + 1,
      );
      at += size;
    }
    await bulks.update(
      bulk.id,
      {
        state: all.length > 0 ? 'planned' : 'done',
        stateReason:
          all.length > 0 ? null : 'No application has what was selected',
        waves: sizes.length,
        skipped,
        dueAt: null,
      },
      iso(Date.now()),
      ['planning'],
    );
  }

  /** An edit for each instance of the application that is selected. */
  private async editsOf(
    { task }: StoredBulkChange,
    ref: string,
  ): Promise<FileEdit[]> {
    const application = await this.options.applications.find(ref);
    if (!application?.headCommit) {
      return [];
    }
    const { resolution } = await this.options.states.ofCommit(
      application,
      application.headCommit,
    );
    const { component, instance: pattern, node = '.', patch } = task;
    const instances = new Set<string | undefined>();
    for (const [path, leaf] of resolution.leaves) {
      if (node === '.' || path === node || path.startsWith(`${node}/`)) {
        for (const { name } of leaf.results.get(component)?.instances ?? []) {
          if (pattern === undefined || matchesGlob(pattern, name)) {
            instances.add(name);
          }
        }
      }
    }
    return [...instances].map(instance => ({
      overlay: { node, component, instance, patch },
    }));
  }

  /** The wave that runs: merges what can be, ends where too much failed. */
  private async goOn(bulk: StoredBulkChange): Promise<void> {
    const { bulks, changes, changeService } = this.options;
    const all = await changes.ofBulk(bulk.id);
    const failures = all.filter(({ state }) => FAILED.includes(state)).length;
    const active = ['running', 'waiting'] as const;
    if (failures > bulk.failureBudget) {
      await bulks.update(
        bulk.id,
        {
          state: 'stopped',
          stateReason: `${failures} applications failed, more than the ${bulk.failureBudget} that may. Those that are not merged yet stay as they are.`,
          dueAt: null,
        },
        iso(Date.now()),
        active,
      );
      return;
    }
    const wave = await changes.ofBulk(bulk.id, bulk.wave);
    for (const { id } of wave.filter(({ state }) => state === 'planned')) {
      try {
        await changeService.merge(id, {}, { ref: bulk.author });
      } catch (error) {
        // Its own page says why; the wave waits for it.
        if (!(error instanceof ConflictError)) {
          throw error;
        }
      }
    }
    const now = await changes.ofBulk(bulk.id, bulk.wave);
    if (now.every(({ state }) => ENDED.includes(state))) {
      const isLast = bulk.wave >= bulk.waves;
      await bulks.update(
        bulk.id,
        isLast
          ? { state: 'done', stateReason: null, dueAt: null }
          : { state: 'running', wave: bulk.wave + 1, dueAt: later(0) },
        iso(Date.now()),
        active,
      );
      return;
    }
    const waiting = now.filter(
      ({ state }) => WAITING.includes(state) || state === 'planned',
    ).length;
    await bulks.update(
      bulk.id,
      {
        state: waiting > 0 ? 'waiting' : 'running',
        stateReason:
          waiting > 0
            ? `${waiting} changes of this wave wait for approvals, or for somebody to mend them.`
            : null,
        dueAt: later(LOOK_AGAIN_MS),
      },
      iso(Date.now()),
      active,
    );
  }
}

function iso(time: number): string {
  return new Date(time).toISOString();
}

function later(milliseconds: number): string {
  return iso(Date.now() + milliseconds);
}
