import { MetricsService } from '@backstage/backend-plugin-api/alpha';
import { OperationMeter } from './services/operations/OperationEnding';
import { OperationStore } from './store/OperationStore';
import { ResourceStore } from './store/ResourceStore';

/** How long the counts of one collection serve the next. */
const MAX_AGE_MS = 10_000;

/**
 * Metrics of operations and drift. Like `metrics.ts`, this knows Backstage's metrics
 * service, which is alpha: where it changes, this changes.
 */
export function createOperationMeter(
  metrics: MetricsService,
  stores: {
    readonly operations: OperationStore;
    readonly resources: ResourceStore;
  },
): OperationMeter {
  const duration = metrics.createHistogram(
    'platform_resources.operation.duration',
    {
      description: 'How long attempts at operations take, by how they end',
      unit: 's',
    },
  );
  const depth = remembered(() =>
    stores.operations.depth(new Date().toISOString()),
  );
  metrics
    .createObservableGauge('platform_resources.operations.queued', {
      description: 'Operations that wait and could be worked on now',
    })
    .addCallback(async result => result.observe((await depth()).queued));
  metrics
    .createObservableGauge('platform_resources.operations.running', {
      description: 'Operations at work, on all replicas',
    })
    .addCallback(async result => result.observe((await depth()).atWork));
  metrics
    .createObservableGauge('platform_resources.operations.oldest_wait', {
      description:
        'How long the oldest operation waits that could be worked on',
      unit: 's',
    })
    .addCallback(async result => {
      const { oldestDueAt } = await depth();
      result.observe(
        oldestDueAt ? (Date.now() - Date.parse(oldestDueAt)) / 1000 : 0,
      );
    });
  metrics
    .createObservableGauge('platform_resources.resources.drifted', {
      description: 'Resources that somebody changed past Git, by component',
    })
    .addCallback(async result => {
      for (const [
        component,
        count,
      ] of await stores.resources.driftedByComponent()) {
        result.observe(count, { component });
      }
    });
  return {
    ended: ({ provider, component }, state, milliseconds) =>
      duration.record(milliseconds / 1000, {
        provider,
        component,
        result: state,
      }),
  };
}

/** Several gauges are collected at once: they share one look. */
function remembered<T>(look: () => Promise<T>): () => Promise<T> {
  let known: { readonly at: number; readonly value: Promise<T> } | undefined;
  return () => {
    if (!known || Date.now() - known.at > MAX_AGE_MS) {
      known = { at: Date.now(), value: look() };
    }
    return known.value;
  };
}
