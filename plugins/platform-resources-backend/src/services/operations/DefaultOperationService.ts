import {
  AuditorService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import {
  ConflictError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  Operation,
  OperationLogLine,
} from '@commonhold/plugin-platform-resources-common';
import { Visible } from '../../permissions/AudienceDecisions';
import { OperationQuery, OperationStore } from '../../store/OperationStore';
import { ResourceStore } from '../../store/ResourceStore';
import { actorOf, audited } from '../audited';

const LINES = 500;

/** Operations, for whoever was found to be allowed. */
export class DefaultOperationService {
  constructor(
    private readonly options: {
      readonly auditor: AuditorService;
      readonly resources: ResourceStore;
      readonly operations: OperationStore;
      readonly onQueued: () => void;
    },
  ) {}

  async list(
    request: OperationQuery & {
      readonly limit: number;
      readonly cursor?: string;
    },
    visible: Visible,
  ) {
    return this.options.operations.page({ ...request, ...visible });
  }

  /** @throws NotFoundError if there is none, or none that may be seen */
  async get(id: string, { criteria }: Visible): Promise<Operation> {
    const operation = await this.options.operations.find(id, criteria);
    if (!operation) {
      throw new NotFoundError(`There is no operation ${id}`);
    }
    return operation;
  }

  async log(
    id: string,
    after: string | undefined,
    visible: Visible,
  ): Promise<OperationLogLine[]> {
    await this.get(id, visible);
    return this.options.operations.lines(id, { after, limit: LINES });
  }

  async cancel(
    id: string,
    visible: Visible,
    credentials: BackstageCredentials,
  ): Promise<Operation> {
    const { operations, resources } = this.options;
    const operation = await this.get(id, visible);
    const actor = actorOf(credentials);
    const answer = await this.audited('cancel', operation, actor, () =>
      resources.transaction(tx =>
        operations.cancel(tx, id, actor, new Date().toISOString()),
      ),
    );
    if (answer === 'ended') {
      throw new ConflictError(
        'The operation has ended already: propose a change to undo it',
      );
    }
    return this.get(id, {});
  }

  async retry(
    id: string,
    acceptLoss: boolean,
    visible: Visible,
    credentials: BackstageCredentials,
  ): Promise<Operation> {
    const { operations, resources, onQueued } = this.options;
    const operation = await this.get(id, visible);
    const actor = actorOf(credentials);
    if (operation.state !== 'failed' && operation.state !== 'cancelled') {
      throw new ConflictError(
        'Only what failed or was cancelled is done again',
      );
    }
    if (operation.kind === 'action') {
      throw new ConflictError('Run the action again instead');
    }
    if (acceptLoss && operation.actor === actor) {
      throw new NotAllowedError(
        'You wanted this operation yourself: somebody else has to accept what is lost',
      );
    }
    const queued = await this.audited('retry', operation, actor, () =>
      resources.transaction(async tx => {
        const resource = await resources.lock(tx, operation.resource);
        if (!resource || resource.generation !== operation.generation) {
          throw new ConflictError(
            'It was declared anew since: look at its latest operation',
          );
        }
        const now = new Date().toISOString();
        const [again] = await operations.enqueue(
          tx,
          [
            {
              resource: resource.id,
              kind: operation.kind,
              application: operation.application,
              component: operation.component,
              provider: resource.provider,
              tenant: resource.tenant,
              generation: operation.generation,
              notBefore: now,
              mayDestroy:
                acceptLoss || (await operations.mayDestroy(tx, operation.id)),
              change: operation.change ?? undefined,
              actor,
            },
          ],
          now,
        );
        return again;
      }),
    );
    onQueued();
    return this.get(queued, {});
  }

  private audited<T>(
    what: string,
    { id, resourceRef, tenant }: Operation,
    actor: string,
    work: () => Promise<T>,
  ): Promise<T> {
    return audited(
      this.options.auditor,
      {
        eventId: `operation-${what}`,
        severityLevel: 'medium',
        meta: { operation: id, resource: resourceRef, tenant, actor },
      },
      work,
    );
  }
}
