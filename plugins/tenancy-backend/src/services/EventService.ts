import {
  TenantDeclaration,
  TenantEventRole,
} from '@commonhold/plugin-tenancy-common';
import { Knex } from 'knex';
import { EventStore } from '../store/EventStore';
import { actionOf, changesBetween } from './tenantChanges';

/** Who did something, and as what. */
export type Actor = { readonly ref: string; readonly role: TenantEventRole };

/** Writes the audit log of tenants, in the transaction that changes them. */
export class EventService {
  constructor(private readonly events: EventStore) {}

  /** @param after - as it is kept now; what did not change is not noted */
  async record(
    tx: Knex.Transaction,
    before: readonly TenantDeclaration[],
    after: readonly TenantDeclaration[],
    by: { actor: Actor; at: string },
  ): Promise<void> {
    const old = new Map(before.map(tenant => [tenant.id, tenant]));
    await this.events.add(
      tx,
      after.flatMap(tenant => {
        const action = actionOf(old.get(tenant.id), tenant);
        return action
          ? [
              {
                tenant: tenant.id,
                at: by.at,
                action,
                role: by.actor.role,
                actor: by.actor.ref,
                changes: changesBetween(old.get(tenant.id), tenant),
              },
            ]
          : [];
      }),
    );
  }
}
