import { MetricsService } from '@backstage/backend-plugin-api/alpha';
import { WatcherMeter } from './services/applications/RepositoryWatcher';

/**
 * The one place that knows Backstage's metrics service, which is alpha: where it
 * changes, this changes.
 */
export function createWatcherMeter(metrics: MetricsService): WatcherMeter {
  const resolveTime = metrics.createHistogram(
    'platform_resources.resolve.duration',
    {
      description: 'How long it takes to resolve a commit',
      unit: 's',
    },
  );
  const looks = metrics.createCounter('platform_resources.repository.looks', {
    description: 'Looks at deployment repositories, by what came of them',
  });
  return {
    resolved: (milliseconds, errors) =>
      resolveTime.record(milliseconds / 1000, { errors: errors > 0 }),
    checked: result => looks.add(1, { result }),
  };
}
