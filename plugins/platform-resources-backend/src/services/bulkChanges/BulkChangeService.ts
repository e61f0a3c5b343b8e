import {
  AuditorService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  BulkChange,
  ChangeState,
  NewBulkChange,
  platformChangeCreatePermission,
} from '@commonhold/plugin-platform-resources-common';
import { randomUUID } from 'node:crypto';
import { AudienceDecisions } from '../../permissions/AudienceDecisions';
import { applicationResourceRef } from '../../permissions/resourceRefs';
import { ApplicationStore } from '../../store/ApplicationStore';
import { BulkChangeStore, StoredBulkChange } from '../../store/BulkChangeStore';
import { ChangeStore } from '../../store/ChangeStore';
import { Page, PageRequest } from '../applications/ApplicationService';
import { audited } from '../audited';
import { People, Person } from '../changes/People';

/**
 * One edit of many applications. It reaches those that its author may change, and each
 * application's change is planned, agreed to and shown as any other. The bulk change
 * itself is for its author and for operators.
 */
export class BulkChangeService {
  constructor(
    private readonly options: {
      readonly applications: ApplicationStore;
      readonly auditor: AuditorService;
      readonly bulks: BulkChangeStore;
      readonly changes: ChangeStore;
      readonly decisions: AudienceDecisions;
      readonly people: People;
    },
  ) {}

  async create(
    wanted: NewBulkChange,
    credentials: BackstageCredentials,
  ): Promise<BulkChange> {
    const { auditor, bulks, people } = this.options;
    const person = await people.get(credentials);
    const applications = await this.selected(wanted, credentials);
    const id = randomUUID();
    await audited(
      auditor,
      {
        eventId: 'bulk-change-create',
        severityLevel: 'medium',
        meta: {
          actor: person.ref,
          bulk: id,
          applications: applications.length,
        },
      },
      () =>
        bulks.insert(
          {
            id,
            title: wanted.title,
            why: wanted.why ?? '',
            author: person.ref,
            failureBudget: wanted.failureBudget ?? 0,
            task: { ...wanted.selector, applications, patch: wanted.patch },
          },
          new Date().toISOString(),
        ),
    );
    return this.get(id, credentials);
  }

  async list(
    request: PageRequest,
    credentials: BackstageCredentials,
  ): Promise<Page<BulkChange>> {
    const person = await this.options.people.get(credentials);
    const page = await this.options.bulks.page({
      ...request,
      ...(!person.operator && { author: person.ref }),
    });
    return {
      ...page,
      items: await Promise.all(page.items.map(bulk => this.describe(bulk))),
    };
  }

  async get(
    id: string,
    credentials: BackstageCredentials,
  ): Promise<BulkChange> {
    const person = await this.options.people.get(credentials);
    return this.describe(await this.find(id, person));
  }

  /** Begins with the first wave, or goes on after it was stopped. */
  async start(
    id: string,
    credentials: BackstageCredentials,
  ): Promise<BulkChange> {
    return this.move(id, 'start', credentials);
  }

  /** What is merged already goes on; nothing more is merged. */
  async stop(
    id: string,
    credentials: BackstageCredentials,
  ): Promise<BulkChange> {
    return this.move(id, 'stop', credentials);
  }

  private async move(
    id: string,
    verb: 'start' | 'stop',
    credentials: BackstageCredentials,
  ): Promise<BulkChange> {
    const { auditor, bulks, people } = this.options;
    const person = await people.get(credentials);
    const bulk = await this.find(id, person);
    const now = new Date().toISOString();
    await audited(
      auditor,
      {
        eventId: `bulk-change-${verb}`,
        severityLevel: verb === 'start' ? 'high' : 'medium',
        meta: { actor: person.ref, bulk: id },
      },
      async () => {
        const moved =
          verb === 'start'
            ? await bulks.update(
                id,
                {
                  state: 'running',
                  stateReason: null,
                  wave: Math.max(1, bulk.wave),
                  dueAt: now,
                },
                now,
                ['planned', 'stopped'],
              )
            : await bulks.update(
                id,
                {
                  state: 'stopped',
                  stateReason: `${person.ref} stopped it.`,
                  dueAt: null,
                },
                now,
                ['planning', 'planned', 'running', 'waiting'],
              );
        if (!moved) {
          throw new ConflictError(`The bulk change is ${bulk.state}`);
        }
      },
    );
    return this.get(id, credentials);
  }

  /** Applications that the caller may change, of those that are asked for. */
  private async selected(
    { selector }: NewBulkChange,
    credentials: BackstageCredentials,
  ): Promise<string[]> {
    const { applications, decisions } = this.options;
    const visible = await decisions.visibleWith(
      platformChangeCreatePermission,
      applicationResourceRef,
      credentials,
    );
    const refs: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await applications.page({ ...visible, limit: 500, cursor });
      refs.push(
        ...page.items
          .filter(
            ({ ref, tenant }) =>
              (selector.tenant === undefined || tenant === selector.tenant) &&
              (selector.applications === undefined ||
                selector.applications.includes(ref)),
          )
          .map(({ ref }) => ref),
      );
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    return refs;
  }

  private async find(id: string, person: Person): Promise<StoredBulkChange> {
    const bulk = await this.options.bulks.find(id);
    if (!bulk || !(person.operator || bulk.author === person.ref)) {
      throw new NotFoundError(`There is no bulk change "${id}"`);
    }
    return bulk;
  }

  private async describe({
    task,
    ...bulk
  }: StoredBulkChange): Promise<BulkChange> {
    const counts: Partial<Record<ChangeState, number>> = {};
    for (const { state } of await this.options.changes.ofBulk(bulk.id)) {
      counts[state] = (counts[state] ?? 0) + 1;
    }
    const { patch: _, ...selector } = task;
    return { ...bulk, selector, changes: counts };
  }
}
