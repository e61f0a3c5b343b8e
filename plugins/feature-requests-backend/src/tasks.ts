import { SchedulerService } from '@backstage/backend-plugin-api';
import { AboutEntities } from './services/AboutEntities';
import { Notifier } from './services/Notifier';
import { Reconciliation } from './services/Reconciliation';

/** Everything that is done again and again, by one replica at a time. */
export async function scheduleTasks(options: {
  readonly scheduler: SchedulerService;
  readonly abouts: AboutEntities;
  readonly notifier: Notifier;
  readonly reconciliation: Reconciliation;
}): Promise<void> {
  const { scheduler, abouts, notifier, reconciliation } = options;
  await scheduler.scheduleTask({
    id: 'feature-requests-about-entities',
    scope: 'global',
    frequency: { minutes: 1 },
    timeout: { minutes: 5 },
    fn: () => abouts.refresh(),
  });
  await scheduler.scheduleTask({
    id: 'feature-requests-notices',
    scope: 'global',
    frequency: { seconds: 5 },
    timeout: { minutes: 10 },
    fn: signal => notifier.run(signal),
  });
  await scheduler.scheduleTask({
    id: 'feature-requests-reconcile',
    scope: 'global',
    frequency: { cron: '17 3 * * *' },
    timeout: { hours: 2 },
    fn: async signal => {
      await reconciliation.run(signal);
    },
  });
}
