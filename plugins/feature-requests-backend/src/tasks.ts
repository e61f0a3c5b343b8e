import { SchedulerService } from '@backstage/backend-plugin-api';
import { AboutEntities } from './services/AboutEntities';

/** Everything that is done again and again, by one replica at a time. */
export async function scheduleTasks(options: {
  readonly scheduler: SchedulerService;
  readonly abouts: AboutEntities;
}): Promise<void> {
  const { scheduler, abouts } = options;
  await scheduler.scheduleTask({
    id: 'feature-requests-about-entities',
    scope: 'global',
    frequency: { minutes: 1 },
    timeout: { minutes: 5 },
    fn: () => abouts.refresh(),
  });
}
