import {
  AuditorService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import {
  Operation,
  Resource,
} from '@commonhold/plugin-platform-resources-common';
import { Knex } from 'knex';
import { Visible } from '../../permissions/AudienceDecisions';
import { OperationStore } from '../../store/OperationStore';
import { ResourceRow, StoredResource } from '../../store/resourceRows';
import {
  MOST_COUNTED,
  ResourceQuery,
  ResourceStore,
} from '../../store/ResourceStore';
import { actorOf, audited } from '../audited';
import { DriftCheck } from '../drift/DriftCheck';
import { healthOf, Statement, withConditions } from './conditions';
import { describeResource, summaryOf } from './describeResource';

/** Success rates look back so far. */
const SUCCESS_MS = 30 * 24 * 3_600_000;

/** Drift is not ignored for longer: somebody has to look again. */
const LONGEST_IGNORED_MS = 366 * 24 * 3_600_000;

/** Resources, for whoever was found to be allowed. */
export class DefaultResourceService {
  constructor(
    private readonly options: {
      readonly auditor: AuditorService;
      readonly resources: ResourceStore;
      readonly operations: OperationStore;
      readonly drift: DriftCheck;
      readonly onQueued: () => void;
    },
  ) {}

  async list(
    request: ResourceQuery & {
      readonly limit: number;
      readonly cursor?: string;
    },
    visible: Visible,
  ) {
    const { resources } = this.options;
    const [{ items, nextCursor }, totalItems] = await Promise.all([
      resources.page({ ...request, ...visible }),
      resources.count({ ...request, ...visible }),
    ]);
    return {
      items: items.map(summaryOf),
      totalItems,
      totalIsExact: totalItems < MOST_COUNTED,
      nextCursor,
    };
  }

  async counts(query: ResourceQuery, visible: Visible) {
    return this.options.resources.counts({ ...query, ...visible });
  }

  async get(id: string, visible: Visible): Promise<Resource> {
    return this.describe(await this.find(id, visible));
  }

  async generations(id: string, visible: Visible) {
    await this.find(id, visible);
    return this.options.resources.generations(id);
  }

  async adoption(visible: Visible) {
    return this.options.resources.adoption(
      visible,
      new Date(Date.now() - SUCCESS_MS).toISOString(),
    );
  }

  async refresh(id: string, visible: Visible): Promise<Resource> {
    await this.options.drift.look(await this.find(id, visible));
    return this.get(id, {});
  }

  async revert(
    id: string,
    visible: Visible,
    credentials: BackstageCredentials,
  ): Promise<Operation> {
    const { operations, onQueued } = this.options;
    const actor = actorOf(credentials);
    const { operation } = await this.changing(
      'drift-revert',
      id,
      visible,
      credentials,
      async (tx, resource) => {
        if (resource.lifecycle !== 'declared') {
          throw new ConflictError(
            'It is on its way out: there is nothing to go back to',
          );
        }
        const now = new Date().toISOString();
        const [queued] = await operations.enqueue(
          tx,
          [
            {
              resource: resource.id,
              kind: 'apply',
              application: resource.application,
              component: resource.component,
              provider: resource.provider,
              tenant: resource.tenant,
              generation: resource.generation,
              notBefore: now,
              // What others added by hand goes: that is what was asked for.
              mayDestroy: true,
              actor,
            },
          ],
          now,
        );
        await this.say(tx, resource, {
          Synced: {
            status: 'False',
            reason: 'Queued',
            message: 'It is going to be what Git says again',
          },
        });
        return { operation: queued };
      },
    );
    onQueued();
    const found = await operations.find(operation);
    if (!found) {
      throw new NotFoundError(`There is no operation ${operation}`);
    }
    return found;
  }

  async ignoreDrift(
    id: string,
    until: string,
    reason: string,
    visible: Visible,
    credentials: BackstageCredentials,
  ): Promise<Resource> {
    const date = futureDate(until);
    if (Date.parse(date) > Date.now() + LONGEST_IGNORED_MS) {
      throw new InputError('Drift can be ignored for a year at most');
    }
    const by = actorOf(credentials);
    await this.changing(
      'drift-ignore',
      id,
      visible,
      credentials,
      async (tx, resource) => {
        if (!resource.drift) {
          throw new ConflictError(
            'It did not drift: there is nothing to ignore',
          );
        }
        await this.say(
          tx,
          resource,
          {
            Drifted: {
              status: 'True',
              reason: 'Ignored',
              message: `Ignored until ${date} by ${by}: ${reason}`,
            },
          },
          { drift_ignored: JSON.stringify({ until: date, reason, by }) },
        );
      },
    );
    return this.get(id, {});
  }

  async heedDrift(
    id: string,
    visible: Visible,
    credentials: BackstageCredentials,
  ): Promise<Resource> {
    await this.changing(
      'drift-heed',
      id,
      visible,
      credentials,
      async (tx, resource) => {
        await this.options.resources.update(tx, resource.id, {
          drift_ignored: null,
        });
      },
    );
    return this.refresh(id, {});
  }

  async protect(
    id: string,
    reason: string,
    visible: Visible,
    credentials: BackstageCredentials,
  ): Promise<Resource> {
    return this.set('protect', id, visible, credentials, {
      protection: JSON.stringify({
        reason,
        by: actorOf(credentials),
        at: new Date().toISOString(),
      }),
    });
  }

  async unprotect(
    id: string,
    visible: Visible,
    credentials: BackstageCredentials,
  ): Promise<Resource> {
    return this.set('unprotect', id, visible, credentials, {
      protection: null,
    });
  }

  async expire(
    id: string,
    at: string,
    visible: Visible,
    credentials: BackstageCredentials,
  ): Promise<Resource> {
    return this.set('expire', id, visible, credentials, {
      expires_at: futureDate(at),
      expiry_warned_days: null,
    });
  }

  async keep(
    id: string,
    visible: Visible,
    credentials: BackstageCredentials,
  ): Promise<Resource> {
    return this.set('keep', id, visible, credentials, {
      expires_at: null,
      expiry_warned_days: null,
    });
  }

  /** @throws NotFoundError if there is none, or none that may be seen */
  async find(id: string, { criteria }: Visible): Promise<StoredResource> {
    const resource = await this.options.resources.find(id, criteria);
    if (!resource) {
      throw new NotFoundError(`There is no resource ${id}`);
    }
    return resource;
  }

  private async set(
    what: string,
    id: string,
    visible: Visible,
    credentials: BackstageCredentials,
    changes: Partial<ResourceRow>,
  ): Promise<Resource> {
    await this.changing(what, id, visible, credentials, async tx => {
      await this.options.resources.update(tx, id, {
        ...changes,
        updated_at: new Date().toISOString(),
      });
    });
    return this.get(id, {});
  }

  /** Changes a resource that may be changed, and writes that to the audit log. */
  private async changing<T>(
    what: string,
    id: string,
    visible: Visible,
    credentials: BackstageCredentials,
    work: (tx: Knex.Transaction, resource: StoredResource) => Promise<T>,
  ): Promise<T> {
    const { auditor, resources } = this.options;
    const { ref, tenant } = await this.find(id, visible);
    return audited(
      auditor,
      {
        eventId: `resource-${what}`,
        severityLevel: 'medium',
        meta: { resource: ref, tenant, actor: actorOf(credentials) },
      },
      () =>
        resources.transaction(async tx => {
          const resource = await resources.lock(tx, id);
          if (!resource) {
            throw new NotFoundError(`There is no resource ${id}`);
          }
          return work(tx, resource);
        }),
    );
  }

  private async say(
    tx: Knex.Transaction,
    resource: StoredResource,
    says: Readonly<Record<string, Statement>>,
    changes: Partial<ResourceRow> = {},
  ): Promise<void> {
    const now = new Date().toISOString();
    const conditions = withConditions(resource.conditions, says, now);
    await this.options.resources.update(tx, resource.id, {
      ...changes,
      conditions: JSON.stringify(conditions),
      health: healthOf(conditions),
      updated_at: now,
    });
  }

  private async describe(resource: StoredResource): Promise<Resource> {
    const { resources, operations } = this.options;
    const waiting =
      resource.lifecycle === 'deleting'
        ? await operations.page({
            resource: resource.id,
            states: ['queued'],
            limit: 1,
          })
        : { items: [] };
    return describeResource(resource, {
      dependsOn: await resources.dependenciesOf(resource.id),
      destroyedAt: waiting.items[0]?.notBefore ?? null,
    });
  }
}

/** @throws InputError if it is no date, or has passed */
function futureDate(text: string): string {
  const time = Date.parse(text);
  if (Number.isNaN(time) || time <= Date.now()) {
    throw new InputError(
      `"${text}" is not a date in the future: write it like 2027-01-31T12:00:00Z`,
    );
  }
  return new Date(time).toISOString();
}
