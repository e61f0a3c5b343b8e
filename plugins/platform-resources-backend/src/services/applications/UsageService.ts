import { ResourceUsage } from '@commonhold/plugin-platform-resources-common';
import { ApplicationStore } from '../../store/ApplicationStore';

/** What applications use of components: the portal's own catalog asks. */
export class UsageService {
  constructor(private readonly applications: ApplicationStore) {}

  async list(): Promise<readonly ResourceUsage[]> {
    return this.applications.usage();
  }
}
