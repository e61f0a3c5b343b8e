import { RepositoryState } from '@commonhold/plugin-platform-resources-common';
import { ApplicationStore } from '../store/ApplicationStore';

export type HealthAnswer = {
  readonly status: 'ok' | 'degraded';
  /** Applications by the state of their repositories. */
  readonly repositories: Readonly<Partial<Record<RepositoryState, number>>>;
};

/** Tells whether repositories can be read. */
export class HealthService {
  constructor(private readonly applications: ApplicationStore) {}

  async get(): Promise<HealthAnswer> {
    const counts = await this.applications.countByState();
    return {
      status: counts.get('unreachable') ? 'degraded' : 'ok',
      repositories: Object.fromEntries(counts),
    };
  }
}
