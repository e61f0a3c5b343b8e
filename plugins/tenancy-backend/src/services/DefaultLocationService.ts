import { randomUUID } from 'node:crypto';
import { AuditorService } from '@backstage/backend-plugin-api';
import {
  ConflictError,
  InputError,
  NotFoundError,
  toError,
} from '@backstage/errors';
import {
  NewTenantLocation,
  Page,
  Tenant,
  TenantLocation,
  TenantLocationPreview,
} from '@commonhold/plugin-tenancy-common';
import {
  isUnambiguous,
  tenantOfLocation,
} from '@commonhold/plugin-tenancy-node';
import { Knex } from 'knex';
import { EntityFileReader } from '../sources/EntityFileReader';
import { DirectoryStore } from '../store/DirectoryStore';
import { EventStore } from '../store/EventStore';
import { LocationStore } from '../store/LocationStore';
import { TenantStore } from '../store/TenantStore';
import { Actor } from './EventService';
import { PageRequest } from './TenantService';

type Target = Pick<NewTenantLocation, 'target'>;

/** The logic of registering files, without regard to who asks. */
export class DefaultLocationService {
  constructor(
    private readonly options: {
      readonly auditor: AuditorService;
      readonly files: EntityFileReader;
      readonly stores: {
        readonly directory: DirectoryStore;
        readonly events: EventStore;
        readonly locations: LocationStore;
        readonly tenants: TenantStore;
      };
    },
  ) {}

  async list(tenant: Tenant, page: PageRequest): Promise<Page<TenantLocation>> {
    return this.options.stores.locations.page(tenant.id, page);
  }

  async preview(
    tenant: Tenant,
    location: Target,
  ): Promise<TenantLocationPreview> {
    const target = await this.readTarget(tenant, location);
    return { target, ...(await this.options.files.read(target, tenant)) };
  }

  async register(
    tenant: Tenant,
    location: Target,
    actor: Actor,
  ): Promise<TenantLocation> {
    const target = await this.readTarget(tenant, location);
    const registered: TenantLocation = {
      id: randomUUID(),
      target,
      createdAt: new Date().toISOString(),
      createdBy: actor.ref,
    };
    const { locations } = this.options.stores;
    await this.write('register', tenant, target, actor, async tx => {
      if (!(await locations.add(tx, { ...registered, tenant: tenant.id }))) {
        throw new ConflictError(
          `The tenant "${tenant.id}" has registered ${target} already`,
        );
      }
      return target;
    });
    return registered;
  }

  async remove(tenant: Tenant, id: string, actor: Actor): Promise<void> {
    const { locations } = this.options.stores;
    await this.write('unregister', tenant, id, actor, async tx => {
      const removed = await locations.delete(tx, tenant.id, id);
      if (!removed) {
        throw new NotFoundError(
          `The tenant "${tenant.id}" has no registered file "${id}"`,
        );
      }
      return removed.target;
    });
  }

  /** Whether another place is somebody's makes no difference to the answer. */
  private async readTarget(
    tenant: Tenant,
    { target }: Target,
  ): Promise<string> {
    const refuse = (why: string) => new InputError(`target: ${why}`);
    if (!URL.canParse(target) || !/^https?:/i.test(target)) {
      throw refuse('must be an http or https URL');
    }
    const url = new URL(target);
    url.hash = '';
    const place = { type: 'url', target: url.href };
    if (!isUnambiguous(place)) {
      throw refuse(
        'must not have credentials, nor encoded slashes, dots or percent signs',
      );
    }
    const tenants = (await this.options.stores.tenants.all()).filter(
      ({ state }) => state !== 'archived',
    );
    if (tenantOfLocation(place, tenants) !== tenant.id) {
      throw refuse(
        tenant.locations.length === 0
          ? `The tenant "${tenant.id}" has no locations to register from: ask an operator to give it some`
          : `must be within the locations of the tenant "${
              tenant.id
            }": ${tenant.locations.join(', ')}`,
      );
    }
    return url.href;
  }

  /** @param change - returns the target of what it changed */
  private async write(
    action: 'register' | 'unregister',
    tenant: Tenant,
    what: string,
    actor: Actor,
    change: (tx: Knex.Transaction) => Promise<string>,
  ): Promise<void> {
    const { auditor, stores } = this.options;
    const event = await auditor.createEvent({
      eventId: `location-${action}`,
      severityLevel: 'medium',
      meta: { tenant: tenant.id, location: what, ...actor },
    });
    try {
      await stores.directory.exclusively(async tx => {
        const target = await change(tx);
        const at = new Date().toISOString();
        const [before, after] =
          action === 'register' ? [[], [target]] : [[target], []];
        await stores.events.add(tx, [
          {
            tenant: tenant.id,
            at,
            action,
            role: actor.role,
            actor: actor.ref,
            changes: { registered: { before, after } },
          },
        ]);
        await stores.directory.recordChanges(tx, ['registrations'], at);
      });
      await event.success();
    } catch (error) {
      await event.fail({ error: toError(error) });
      throw error;
    }
  }
}
