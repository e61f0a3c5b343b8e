import {
  LoggerService,
  SchedulerServiceTaskRunner,
} from '@backstage/backend-plugin-api';
import {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import { createHash } from 'node:crypto';
import { PlatformResourcesClient } from './PlatformResourcesClient';
import { toResourceEntity } from './toResourceEntity';

/**
 * Shows what applications use of the platform: one `Resource` for each application,
 * component and node of the topology's first level. Single resources stay out: a
 * catalog slows down on hundreds of thousands of entities.
 */
export class ResourceEntityProvider implements EntityProvider {
  private written: string | undefined;

  constructor(
    private readonly options: {
      readonly client: PlatformResourcesClient;
      readonly logger: LoggerService;
      readonly schedule: SchedulerServiceTaskRunner;
    },
  ) {}

  getProviderName(): string {
    return 'ResourceEntityProvider';
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    const { client, logger, schedule } = this.options;
    await schedule.run({
      id: 'platform-resources-entities',
      fn: async () => {
        try {
          await this.write(connection, client);
        } catch (error) {
          // What is in the catalog stays until the backend answers again.
          logger.warn(`The use of platform components is unknown: ${error}`);
        }
      },
    });
  }

  private async write(
    connection: EntityProviderConnection,
    client: PlatformResourcesClient,
  ): Promise<void> {
    const entities = (await client.getUsage()).map(toResourceEntity);
    const content = createHash('sha256')
      .update(JSON.stringify(entities))
      .digest('hex');
    if (content === this.written) {
      return;
    }
    await connection.applyMutation({
      type: 'full',
      entities: entities.map(entity => ({
        entity,
        locationKey: this.getProviderName(),
      })),
    });
    this.written = content;
  }
}
