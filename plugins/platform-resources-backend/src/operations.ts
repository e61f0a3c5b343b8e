import { AuditorService, LoggerService } from '@backstage/backend-plugin-api';
import { SignalsService } from '@backstage/plugin-signals-node';
import { MetricsService } from '@backstage/backend-plugin-api/alpha';
import { ComponentAction } from '@commonhold/plugin-platform-resources-common';
import { Knex } from 'knex';
import { createOperationMeter } from './operationMetrics';
import { OperationSettings } from './operationSettings';
import { ProviderRegistry } from './providers/ProviderRegistry';
import { DriftCheck } from './services/drift/DriftCheck';
import { DriftScanner } from './services/drift/DriftScanner';
import { ActionRunner } from './services/operations/ActionRunner';
import { DefaultOperationService } from './services/operations/DefaultOperationService';
import { OperationEnding } from './services/operations/OperationEnding';
import { OperationQueue } from './services/operations/OperationQueue';
import { OperationRunner } from './services/operations/OperationRunner';
import { OperationSignals } from './services/operations/OperationSignals';
import { TenantCaps } from './services/operations/TenantCaps';
import { DefaultResourceDeclarations } from './services/resources/DefaultResourceDeclarations';
import { DefaultResourcePlanner } from './services/resources/DefaultResourcePlanner';
import { DefaultResourceService } from './services/resources/DefaultResourceService';
import { LimitsOfTenant } from './services/TenantLimits';
import { OperationClaims } from './store/OperationClaims';
import { OperationStore } from './store/OperationStore';
import { ResourceStore } from './store/ResourceStore';

/** Everything about resources and operations, put together. Wiring only. */
export function assembleOperations(options: {
  readonly actionsOf: (
    component: string,
  ) => Promise<readonly ComponentAction[]>;
  readonly auditor: AuditorService;
  readonly knex: Knex;
  readonly limitsOf: (tenant: string) => Promise<LimitsOfTenant | undefined>;
  readonly logger: LoggerService;
  readonly metrics: MetricsService;
  readonly providers: ProviderRegistry;
  readonly settings: OperationSettings;
  readonly signals: SignalsService;
}) {
  const { auditor, knex, logger, metrics, providers, settings } = options;
  const resources = new ResourceStore(knex);
  const operations = new OperationStore(knex);
  const claims = new OperationClaims(knex);
  const queue = new OperationQueue({
    claims,
    runner: new OperationRunner({
      operations,
      resources,
      providers,
      logger,
      ending: new OperationEnding({
        operations,
        resources,
        meter: createOperationMeter(metrics, { operations, resources }),
        watch: new OperationSignals(options.signals, logger),
        checkEveryMs: settings.driftEveryMs,
      }),
    }),
    caps: new TenantCaps({
      limitsOf: options.limitsOf,
      fallback: settings.perTenant,
      logger,
    }),
    providers: () =>
      new Map(
        providers.types.map(type => [type, settings.capOfProvider(type)]),
      ),
    workers: settings.workers,
    logger,
  });
  const onQueued = () => queue.wake();
  const drift = new DriftCheck({ resources, providers });
  return {
    resources,
    operations,
    queue,
    declarations: new DefaultResourceDeclarations({
      resources,
      operations,
      providers,
      onQueued,
    }),
    planner: new DefaultResourcePlanner(providers),
    resourceService: new DefaultResourceService({
      auditor,
      resources,
      operations,
      drift,
      onQueued,
    }),
    operationService: new DefaultOperationService({
      auditor,
      resources,
      operations,
      onQueued,
    }),
    actionRunner: new ActionRunner({
      auditor,
      resources,
      operations,
      claims,
      providers,
      owner: queue.owner,
      actionsOf: options.actionsOf,
      logger,
    }),
    driftScanner: new DriftScanner({
      resources,
      check: drift,
      everyMs: settings.driftEveryMs,
      logger,
    }),
  };
}
