import { AuditorService, AuthService } from '@backstage/backend-plugin-api';
import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  Tenant,
  TenantDeclaration,
  TenantEventAction,
  TenantPatch,
} from '@commonhold/plugin-tenancy-common';
import { Knex } from 'knex';
import { atField } from '../declarations/atField';
import { findConflict, findDouble } from '../declarations/claimConflicts';
import { findContradiction } from '../declarations/findContradiction';
import { findUnknownGroup } from '../declarations/findUnknownGroup';
import { DirectoryStore } from '../store/DirectoryStore';
import { TenantStore } from '../store/TenantStore';
import { DirectoryService } from './DirectoryService';
import { Actor, EventService } from './EventService';
import { StateChange, actionOf, asKept, stateAfter } from './tenantChanges';

/** The logic of changing tenants, without regard to who asks. */
export class DefaultTenantEditor {
  constructor(
    private readonly options: {
      readonly auditor: AuditorService;
      readonly auth: AuthService;
      readonly catalog: CatalogService;
      readonly directory: DirectoryService;
      readonly events: EventService;
      readonly stores: {
        readonly directory: DirectoryStore;
        readonly tenants: TenantStore;
      };
    },
  ) {}

  async create(declaration: TenantDeclaration, actor: Actor): Promise<Tenant> {
    await this.refuseUnknownGroups(declaration);
    return this.write('create', declaration.id, actor, async tx => {
      const known = await this.options.stores.tenants.find(
        declaration.id,
        undefined,
        tx,
      );
      if (known?.state === 'archived') {
        throw atField(
          new ConflictError(
            `The id "${declaration.id}" was that of a tenant that is archived now: choose another`,
          ),
          'id',
        );
      }
      return { after: declaration };
    });
  }

  async update(
    id: string,
    patch: TenantPatch,
    options: { updatedAt: string },
    actor: Actor,
  ): Promise<Tenant> {
    const before = await this.options.stores.tenants.find(id);
    if (before && patch.groups) {
      // A group that has left the catalog since must not stand in the way.
      const added = patch.groups.filter(ref => !before.groups.includes(ref));
      await this.refuseUnknownGroups({ id: before.id, groups: added });
    }
    return this.write('update', id, actor, async tx => {
      const now = await this.editable(id, tx);
      if (now.state === 'archived') {
        throw new ConflictError(
          `The tenant "${id}" is archived and cannot be changed any more`,
        );
      }
      if (now.updatedAt !== options.updatedAt) {
        throw new ConflictError(
          `Somebody else changed the tenant "${id}" meanwhile: load it again and repeat your change`,
        );
      }
      return { before: now, after: { ...now, ...patch } };
    });
  }

  async changeState(
    id: string,
    change: StateChange,
    actor: Actor,
  ): Promise<Tenant> {
    return this.write(change, id, actor, async tx => {
      const before = await this.editable(id, tx);
      const state = stateAfter(change, before.state);
      if (!state) {
        throw new ConflictError(
          `The tenant "${id}" is archived, so that it cannot ${change}: create a new one`,
        );
      }
      return { before, after: { ...before, state } };
    });
  }

  private async editable(id: string, tx: Knex.Transaction): Promise<Tenant> {
    const tenant = await this.options.stores.tenants.find(id, undefined, tx);
    if (!tenant) {
      throw new NotFoundError(`There is no tenant "${id}"`);
    }
    if (tenant.source !== null) {
      throw new ConflictError(
        `The tenant "${id}" is declared by ${tenant.source}: change it there. The portal follows within a minute`,
      );
    }
    return tenant;
  }

  /** Decides and writes in one transaction, with all that follows from it. */
  private async write(
    action: TenantEventAction,
    id: string,
    actor: Actor,
    decide: (
      tx: Knex.Transaction,
    ) => Promise<{ before?: Tenant; after: TenantDeclaration }>,
  ): Promise<Tenant> {
    const { auditor, directory, events, stores } = this.options;
    const event = await auditor.createEvent({
      eventId: `tenant-${action}`,
      severityLevel: 'medium',
      meta: { tenant: id, actor: actor.ref, role: actor.role },
    });
    try {
      const tenant = await stores.directory.exclusively(async tx => {
        const { before, after: wanted } = await decide(tx);
        const after = asKept(wanted);
        if (before && !actionOf(before, after)) {
          return before;
        }
        await this.refuseConflicts(tx, after, before);
        const at = momentAfter(before?.updatedAt);
        await stores.tenants.put(tx, after, at);
        await directory.tenantsChanged(
          tx,
          living(before && [before]),
          living([after]),
        );
        await events.record(tx, before ? [before] : [], [after], { actor, at });
        return stores.tenants.find(id, undefined, tx);
      });
      if (!tenant) {
        throw new Error(`The tenant "${id}" was written, but is not there`);
      }
      await event.success();
      return tenant;
    } catch (error) {
      await event.fail({
        error: error instanceof Error ? error : new Error(String(error)),
      });
      throw error;
    }
  }

  private async refuseConflicts(
    tx: Knex.Transaction,
    after: TenantDeclaration,
    before: Tenant | undefined,
  ): Promise<void> {
    const { tenants } = this.options.stores;
    const contradiction = findContradiction([after]);
    if (contradiction) {
      throw atField(new InputError(contradiction.message), contradiction.field);
    }
    const double = findDouble([after]);
    if (double) {
      throw atField(new InputError(double.message), double.field);
    }
    const isOther = ({ id }: Tenant) => id !== before?.id;
    const conflict = findConflict(
      [after],
      (await tenants.all(tx)).filter(isOther),
      await tenants.claims(tx, isOther),
    );
    if (conflict) {
      throw atField(new ConflictError(conflict.message), conflict.field);
    }
  }

  private async refuseUnknownGroups(
    declaration: Pick<TenantDeclaration, 'id' | 'groups'>,
  ): Promise<void> {
    const unknown = await findUnknownGroup([declaration], this.options);
    if (unknown) {
      throw atField(new InputError(unknown.message), unknown.field);
    }
  }
}

function living(tenants: readonly TenantDeclaration[] = []) {
  return tenants.filter(({ state }) => state !== 'archived');
}

/**
 * Now, but later than before: `updatedAt` tells versions apart, also of changes
 * within a millisecond or by replicas whose clocks differ.
 */
function momentAfter(before: string | undefined): string {
  const earliest = before === undefined ? 0 : Date.parse(before) + 1;
  return new Date(Math.max(Date.now(), earliest)).toISOString();
}
