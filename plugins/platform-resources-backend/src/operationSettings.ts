import { RootConfigService } from '@backstage/backend-plugin-api';
import { readDurationFromConfig } from '@backstage/config';
import { Duration } from 'luxon';

/** What `platformResources` of the configuration says of operations and drift. */
export type OperationSettings = {
  /** Operations that one replica does at once. */
  readonly workers: number;
  /** Operations that a provider takes at once, on all replicas together. */
  readonly capOfProvider: (type: string) => number;
  /** Operations that a tenant without a quota of its own has at once. */
  readonly perTenant: number;
  /** How often a resource is looked at for drift. */
  readonly driftEveryMs: number;
};

const WORKERS = 10;
const PER_PROVIDER = 30;
const PER_TENANT = 10;

export function readOperationSettings(
  config: RootConfigService,
): OperationSettings {
  const root = 'platformResources.operations';
  const drift = 'platformResources.drift.frequency';
  return {
    workers: config.getOptionalNumber(`${root}.workers`) ?? WORKERS,
    capOfProvider: type =>
      config
        .getOptionalConfig(`${root}.perProvider`)
        ?.getOptionalNumber(type) ?? PER_PROVIDER,
    perTenant: config.getOptionalNumber(`${root}.perTenant`) ?? PER_TENANT,
    driftEveryMs: Duration.fromObject(
      config.has(drift)
        ? readDurationFromConfig(config, { key: drift })
        : { hours: 1 },
    ).toMillis(),
  };
}
