import { setTimeout as pause } from 'node:timers/promises';
import { AuditorService } from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { ConflictError } from '@backstage/errors';
import { Tenant, TenantId, Viewing } from '@commonhold/plugin-tenancy-common';
import { CALLER_MAX_AGE_MS } from '@commonhold/plugin-tenancy-node';
import { Knex } from 'knex';
import { EventStore } from '../store/EventStore';
import { ViewingStore } from '../store/ViewingStore';

/** Nobody forgets for longer than that that they look with other eyes. */
const LASTS_MS = 60 * 60 * 1000;

/** The logic, without regard to who asks. */
export class DefaultViewAsService {
  constructor(
    private readonly options: {
      readonly auditor: AuditorService;
      readonly stores: {
        readonly events: EventStore;
        readonly viewings: ViewingStore;
      };
    },
  ) {}

  async start(tenant: Tenant, userEntityRef: string): Promise<Viewing> {
    if (tenant.state !== 'active') {
      throw new ConflictError(
        `The tenant "${tenant.id}" is ${tenant.state}, so that its members see nothing of it`,
      );
    }
    const user = fullRef(userEntityRef);
    const now = Date.now();
    const since = new Date(now).toISOString();
    const until = new Date(now + LASTS_MS).toISOString();
    await this.write('view-as', user, async tx => {
      await this.options.stores.viewings.put(tx, user, {
        tenant: tenant.id,
        since,
        until,
      });
      return tenant.id;
    });
    return { id: tenant.id, title: tenant.title, since, until };
  }

  async stop(userEntityRef: string): Promise<void> {
    const { viewings } = this.options.stores;
    const user = fullRef(userEntityRef);
    const now = new Date().toISOString();
    if (await viewings.find(user, now)) {
      await this.write('view-as-end', user, async tx => {
        const viewing = await viewings.find(user, now, tx);
        const stopped = await viewings.delete(tx, user);
        return stopped ? viewing?.tenant : undefined;
      });
    }
  }

  /** @param change - tells the tenant that it was about, if anything happened */
  private async write(
    action: 'view-as' | 'view-as-end',
    user: string,
    change: (tx: Knex.Transaction) => Promise<TenantId | undefined>,
  ): Promise<void> {
    const { auditor, stores } = this.options;
    const event = await auditor.createEvent({
      eventId: `tenant-${action}`,
      severityLevel: 'medium',
      meta: { actor: user, role: 'operator' },
    });
    try {
      const tenant = await stores.viewings.inTransaction(async tx => {
        const about = await change(tx);
        if (about) {
          await stores.events.add(tx, [
            {
              tenant: about,
              at: new Date().toISOString(),
              action,
              role: 'operator',
              actor: user,
              changes: {},
            },
          ]);
        }
        return about;
      });
      // Whoever reads a page next, from whichever replica, gets it as it is now.
      await pause(CALLER_MAX_AGE_MS);
      await event.success({ meta: { tenant: tenant ?? null } });
    } catch (error) {
      await event.fail({
        error: error instanceof Error ? error : new Error(String(error)),
      });
      throw error;
    }
  }
}

function fullRef(userEntityRef: string): string {
  return stringifyEntityRef(parseEntityRef(userEntityRef));
}
