import { TenantSourceState } from '@commonhold/plugin-tenancy-common';
import { SourceStore } from '../store/SourceStore';

export type TenancyHealth = {
  readonly status: 'ok' | 'degraded';
  readonly sources: Record<TenantSourceState, number>;
};

/**
 * Whether every configured source of tenants holds as it is written. Names
 * nobody and nothing, so that a monitor needs no credentials.
 */
export class HealthService {
  constructor(
    private readonly options: {
      readonly configured: readonly string[];
      readonly sources: SourceStore;
    },
  ) {}

  async get(): Promise<TenancyHealth> {
    const { configured, sources } = this.options;
    const known = new Map(
      (await sources.all()).map(source => [source.id, source.state]),
    );
    const count = { ok: 0, failing: 0, waiting: 0 };
    for (const id of configured) {
      count[known.get(id) ?? 'waiting'] += 1;
    }
    return {
      status: count.ok === configured.length ? 'ok' : 'degraded',
      sources: count,
    };
  }
}
