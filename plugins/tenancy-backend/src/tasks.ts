import {
  RootConfigService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { readDurationFromConfig } from '@backstage/config';
import { HumanDuration } from '@backstage/types';
import { GroupSync } from './services/GroupSync';
import { SourceLoader } from './services/SourceLoader';
import { DirectoryStore } from './store/DirectoryStore';
import { RefusalStore } from './store/RefusalStore';
import { ViewingStore } from './store/ViewingStore';

/** A change of the directory is remembered for followers that were away. */
const CHANGES_KEPT_MS = 24 * 60 * 60 * 1000;

/** The catalog tries refused entities again well within that time. */
const REFUSALS_KEPT_MS = 7 * 24 * 60 * 60 * 1000;

/**
 * Everything that is done again and again.
 *
 * The quick ones run on every replica: the scheduler looks for global tasks
 * every five seconds only, and revocation must be through by then. They write
 * only when something changed, and exclude each other in the database.
 */
export async function scheduleTasks(options: {
  scheduler: SchedulerService;
  config: RootConfigService;
  stores: {
    readonly directory: DirectoryStore;
    readonly refusals: RefusalStore;
    readonly viewings: ViewingStore;
  };
  sync: GroupSync;
  loader: SourceLoader;
}): Promise<void> {
  const { scheduler, config, stores, sync, loader } = options;
  const every = (key: string, fallback: HumanDuration) =>
    config.has(key) ? readDurationFromConfig(config, { key }) : fallback;

  await scheduler.scheduleTask({
    id: 'tenancy-group-sync',
    scope: 'local',
    frequency: every('tenancy.frequency.groups', { seconds: 2 }),
    timeout: { minutes: 2 },
    fn: () => sync.run(),
  });
  await scheduler.scheduleTask({
    id: 'tenancy-file-sources',
    scope: 'local',
    frequency: every('tenancy.frequency.files', { seconds: 1 }),
    timeout: { minutes: 2 },
    fn: () => loader.load('file'),
  });
  await scheduler.scheduleTask({
    id: 'tenancy-url-sources',
    scope: 'local',
    frequency: every('tenancy.frequency.urls', { seconds: 30 }),
    timeout: { minutes: 2 },
    fn: () => loader.load('url'),
  });
  await scheduler.scheduleTask({
    id: 'tenancy-housekeeping',
    scope: 'global',
    frequency: { hours: 1 },
    timeout: { minutes: 5 },
    fn: async () => {
      await loader.archiveUnconfigured();
      await stores.directory.forgetChangesBefore(ago(CHANGES_KEPT_MS));
      await stores.refusals.forgetBefore(ago(REFUSALS_KEPT_MS));
      await stores.viewings.forgetEnded(ago(0));
    },
  });
}

function ago(milliseconds: number): string {
  return new Date(Date.now() - milliseconds).toISOString();
}
