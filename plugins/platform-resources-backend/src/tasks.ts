import { SchedulerService } from '@backstage/backend-plugin-api';
import { EventsService } from '@backstage/plugin-events-node';
import { RepositoryWatcher } from './services/applications/RepositoryWatcher';
import { BulkChangeDriver } from './services/bulkChanges/BulkChangeDriver';
import { ChangeDriver } from './services/changes/ChangeDriver';
import { ApplicationSync } from './services/applications/ApplicationSync';
import { urlsOfPush } from './services/applications/urlsOfPush';
import { DriftScanner } from './services/drift/DriftScanner';
import { ExpiryWatch } from './services/expiry/ExpiryWatch';
import { RepositorySettings } from './settings';
import { ApplicationStore } from './store/ApplicationStore';
import { OperationStore } from './store/OperationStore';

/** Topics on which forges tell of pushes. */
const PUSH_TOPICS = [
  'github.push',
  'gitlab.push',
  'gitea.push',
  'bitbucketServer.repo:refs_changed',
];

/** What is done again and again for applications. */
export async function scheduleApplicationTasks(options: {
  readonly scheduler: SchedulerService;
  readonly events: EventsService;
  readonly settings: RepositorySettings;
  readonly sync: ApplicationSync;
  readonly watcher: RepositoryWatcher;
  readonly applications: ApplicationStore;
}): Promise<void> {
  const { scheduler, events, settings, sync, watcher, applications } = options;
  await scheduler.scheduleTask({
    id: 'platform-resources-applications',
    scope: 'global',
    frequency: settings.syncEvery,
    timeout: { minutes: 5 },
    fn: () => sync.run(),
  });
  // On every replica: each takes what is due and nobody else has.
  await scheduler.scheduleTask({
    id: 'platform-resources-repositories',
    scope: 'local',
    frequency: { seconds: 1 },
    timeout: { minutes: 30 },
    fn: () => watcher.run(),
  });
  await events.subscribe({
    id: 'platform-resources-pushes',
    topics: PUSH_TOPICS,
    onEvent: async ({ eventPayload }) => {
      const urls = urlsOfPush(eventPayload);
      if (urls.length > 0) {
        await applications.makeDue({ urls }, new Date().toISOString());
      }
    },
  });
}

/** Goes on with changes on every replica: each takes what nobody else has. */
export async function scheduleChangeTasks(options: {
  readonly scheduler: SchedulerService;
  readonly driver: ChangeDriver;
  readonly bulkDriver: BulkChangeDriver;
}): Promise<void> {
  await options.scheduler.scheduleTask({
    id: 'platform-resources-changes',
    scope: 'local',
    frequency: { seconds: 1 },
    timeout: { minutes: 10 },
    fn: () => options.driver.run(),
  });
  await options.scheduler.scheduleTask({
    id: 'platform-resources-bulk-changes',
    scope: 'local',
    frequency: { seconds: 2 },
    timeout: { minutes: 30 },
    fn: () => options.bulkDriver.run(),
  });
}

/** What operations said is kept for so long. */
const LOGS_KEPT_MS = 90 * 24 * 3_600_000;

/** What is done again and again for resources and operations. */
export async function scheduleOperationTasks(options: {
  readonly scheduler: SchedulerService;
  readonly scanner: DriftScanner;
  readonly operations: OperationStore;
  readonly expiry: ExpiryWatch;
}): Promise<void> {
  const { scheduler, scanner, operations, expiry } = options;
  // On every replica: each takes what is due and nobody else has.
  await scheduler.scheduleTask({
    id: 'platform-resources-drift',
    scope: 'local',
    frequency: { seconds: 10 },
    timeout: { minutes: 30 },
    fn: signal => scanner.run(signal),
  });
  await scheduler.scheduleTask({
    id: 'platform-resources-expiry',
    scope: 'global',
    frequency: { hours: 1 },
    timeout: { minutes: 10 },
    fn: () => expiry.run(),
  });
  await scheduler.scheduleTask({
    id: 'platform-resources-housekeeping',
    scope: 'global',
    frequency: { hours: 1 },
    timeout: { minutes: 10 },
    fn: () =>
      operations.forgetLogsBefore(
        new Date(Date.now() - LOGS_KEPT_MS).toISOString(),
      ),
  });
}
