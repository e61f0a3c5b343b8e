import { LoggerService } from '@backstage/backend-plugin-api';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { StoredResource } from '../../store/resourceRows';
import { ResourceStore } from '../../store/ResourceStore';
import { dueWarning, FIRST_WARNING_MS } from './expiryWarning';

const DAY_MS = 24 * 3_600_000;

const TOPIC = 'platform-resources-expiry';

/**
 * Tells the owners of applications that resources of theirs are about to expire. What
 * was told is written down after it was sent, so a warning may come twice, but none is
 * lost.
 */
export class ExpiryWatch {
  constructor(
    private readonly options: {
      readonly resources: ResourceStore;
      readonly notifications: NotificationService;
      /** Full entity ref of the owner of an application; `null` if it has none. */
      readonly ownerOf: (application: string) => Promise<string | null>;
      readonly logger: LoggerService;
    },
  ) {}

  async run(): Promise<void> {
    const { resources, logger } = this.options;
    const now = Date.now();
    const until = new Date(now + FIRST_WARNING_MS).toISOString();
    for (const resource of await resources.expiringBefore(until)) {
      const due = dueWarning(
        resource.expiresAt ?? until,
        now,
        resource.expiryWarnedDays,
      );
      if (due === undefined) {
        continue;
      }
      try {
        await this.warn(resource, due);
      } catch (error) {
        logger.warn(
          `The owner of ${resource.ref} could not be told that it expires, and will be: ${error}`,
        );
      }
    }
  }

  private async warn(resource: StoredResource, days: number): Promise<void> {
    const { resources, notifications, ownerOf } = this.options;
    const owner = await ownerOf(resource.application);
    if (owner) {
      await notifications.send({
        recipients: { type: 'entity', entityRef: owner },
        payload: {
          title: `${resource.instance} at ${resource.leaf} ${howLong(
            resource,
          )}`,
          description:
            'Propose its removal, or give it another date if it is still needed.',
          link: `/platform/resources/${resource.id}`,
          severity: days <= 1 ? 'high' : 'normal',
          topic: TOPIC,
          scope: resource.id,
        },
      });
    }
    await resources.transaction(tx =>
      resources.update(tx, resource.id, { expiry_warned_days: days }),
    );
  }
}

function howLong({ expiresAt }: StoredResource): string {
  const days = Math.ceil((Date.parse(expiresAt ?? '') - Date.now()) / DAY_MS);
  if (days <= 0) {
    return 'has expired';
  }
  return days === 1 ? 'expires within a day' : `expires in ${days} days`;
}
