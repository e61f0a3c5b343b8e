import {
  AuditorService,
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import {
  ConflictError,
  InputError,
  isError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { JsonObject } from '@backstage/types';
import Ajv2020 from 'ajv/dist/2020';
import { ComponentAction } from '@commonhold/plugin-platform-resources-common';
import { ProviderRegistry } from '../../providers/ProviderRegistry';
import { OperationClaims } from '../../store/OperationClaims';
import { OperationStore } from '../../store/OperationStore';
import { StoredResource } from '../../store/resourceRows';
import { ResourceStore } from '../../store/ResourceStore';
import { actorOf, audited } from '../audited';
import { ActionRun, OfferedAction } from '../resources/ResourceService';
import { targetOf } from '../resources/targetOf';
import { failureOf } from './retryPolicy';
import { OperationLog } from './OperationLog';

/** An action that takes longer is stopped: somebody waits for it. */
const LONGEST_RUN_MS = 60_000;

/**
 * Runs actions of providers, while somebody waits for the answer: it may hold a
 * secret, which is shown once and stored nowhere, so it cannot go through the queue.
 * It is an operation all the same, with a lease, a fence and a log, and a resource
 * has one operation at work at a time.
 */
export class ActionRunner {
  private readonly ajv = new Ajv2020({ strict: false, allErrors: true });

  constructor(
    private readonly options: {
      readonly auditor: AuditorService;
      readonly resources: ResourceStore;
      readonly operations: OperationStore;
      readonly claims: OperationClaims;
      readonly providers: ProviderRegistry;
      /** Names this process in leases. */
      readonly owner: string;
      /** What a component's definition offers, by its full entity ref. */
      readonly actionsOf: (
        component: string,
      ) => Promise<readonly ComponentAction[]>;
      readonly logger: LoggerService;
    },
  ) {}

  /** What can be done with a resource: edits, and what its provider knows to run. */
  async offered(resource: StoredResource): Promise<OfferedAction[]> {
    const { actionsOf, providers } = this.options;
    const runs = providers.has(resource.provider)
      ? providers.get(resource.provider).actions ?? {}
      : {};
    return (await actionsOf(resource.component)).flatMap(action => {
      const kind = 'edit' in action ? 'edit' : 'run';
      return kind === 'edit' || action.id in runs
        ? [
            {
              id: action.id,
              title: action.title,
              description: action.description ?? '',
              kind,
              schema: 'edit' in action ? action.edit.schema : action.run.schema,
            },
          ]
        : [];
    });
  }

  async run(
    resource: StoredResource,
    id: string,
    input: JsonObject,
    credentials: BackstageCredentials,
  ): Promise<ActionRun> {
    const { auditor, providers } = this.options;
    const offered = (await this.offered(resource)).find(
      action => action.id === id && action.kind === 'run',
    );
    const action = providers.get(resource.provider).actions?.[id];
    if (!offered || !action) {
      throw new NotFoundError(`Its component offers no action "${id}" to run`);
    }
    if (resource.lifecycle !== 'declared') {
      throw new ConflictError('It is on its way out');
    }
    const validate = this.ajv.compile(offered.schema);
    if (!validate(input)) {
      throw new InputError(
        `The input of "${offered.title}" is not valid: ${this.ajv.errorsText(
          validate.errors,
          { dataVar: 'input' },
        )}`,
      );
    }
    return audited(
      auditor,
      {
        eventId: 'resource-action',
        severityLevel: 'high',
        meta: {
          resource: resource.ref,
          tenant: resource.tenant,
          action: id,
          actor: actorOf(credentials),
        },
      },
      () =>
        this.perform(resource, id, credentials, (log, fence, signal, key) =>
          action.run(targetOf(resource), input, {
            target: targetOf(resource),
            idempotencyKey: key,
            fence,
            signal,
            log,
            secret: value => log.secret(value),
          }),
        ),
    );
  }

  private async perform(
    resource: StoredResource,
    action: string,
    credentials: BackstageCredentials,
    work: (
      log: OperationLog,
      fence: number,
      signal: AbortSignal,
      key: string,
    ) => Promise<{
      readonly message: string;
      readonly secrets?: Readonly<Record<string, string>>;
    }>,
  ): Promise<ActionRun> {
    const { resources, operations, claims, owner, logger } = this.options;
    const now = Date.now();
    const { id, fence } = await claims.beginAction(
      {
        resource: resource.id,
        kind: 'action',
        action,
        application: resource.application,
        component: resource.component,
        provider: resource.provider,
        tenant: resource.tenant,
        generation: resource.generation,
        notBefore: new Date(now).toISOString(),
        mayDestroy: true,
        actor: actorOf(credentials),
      },
      {
        owner,
        now: new Date(now).toISOString(),
        leaseUntil: new Date(now + LONGEST_RUN_MS * 2).toISOString(),
      },
    );
    const log = new OperationLog(id, operations, logger);
    const end = async (outcome: Parameters<OperationStore['end']>[3]) => {
      await log.flush();
      await resources.transaction(tx =>
        operations.end(tx, id, fence, outcome, new Date().toISOString()),
      );
    };
    try {
      const { message, secrets = {} } = await work(
        log,
        fence,
        AbortSignal.timeout(LONGEST_RUN_MS),
        id,
      );
      Object.values(secrets).forEach(value => log.secret(value));
      const clean = log.clean(message);
      log.info(clean);
      await end({ state: 'succeeded' });
      return { operation: id, message: clean, secrets };
    } catch (error) {
      const failure = failureOf(error, Infinity);
      const cause = log.clean(isError(error) ? error.message : failure.cause);
      const nextStep = log.clean(failure.nextStep);
      await end({ state: 'failed', cause, nextStep });
      throw new ServiceUnavailableError(`${cause}. ${nextStep}.`);
    }
  }
}
