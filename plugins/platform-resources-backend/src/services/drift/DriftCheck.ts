import { isDeepStrictEqual } from 'node:util';
import { isError } from '@backstage/errors';
import { DriftChange } from '@commonhold/plugin-platform-resources-common';
import {
  Observation,
  PlannedStep,
  redact,
} from '@commonhold/plugin-platform-resources-node';
import { ProviderRegistry } from '../../providers/ProviderRegistry';
import { StoredResource } from '../../store/resourceRows';
import { ResourceStore } from '../../store/ResourceStore';
import { healthOf, Statement, withConditions } from '../resources/conditions';
import { desiredOf, targetOf } from '../resources/targetOf';

/** A backend that takes longer to say what is there, is asked again later. */
const LONGEST_LOOK_MS = 15_000;

/** Looks at resources, and says where they are not what Git says. */
export class DriftCheck {
  constructor(
    private readonly options: {
      readonly resources: ResourceStore;
      readonly providers: ProviderRegistry;
    },
  ) {}

  /**
   * Looks at a resource that nobody works on now. One that something newer was
   * declared of is left alone: it differs until that is applied.
   */
  async look(resource: StoredResource): Promise<void> {
    const { providers } = this.options;
    const desired = desiredOf(resource);
    if (
      !desired ||
      resource.observedGeneration < resource.generation ||
      !providers.has(resource.provider)
    ) {
      return;
    }
    const provider = providers.get(resource.provider);
    let observed: Observation | undefined;
    try {
      observed = await provider.observe(
        targetOf(resource),
        AbortSignal.timeout(LONGEST_LOOK_MS),
      );
    } catch (error) {
      await this.write(resource, {
        Ready: {
          status: 'Unknown',
          reason: 'NotObserved',
          message: isError(error) ? redact(error.message) : redact(`${error}`),
        },
      });
      return;
    }
    const steps = provider.plan(desired, observed);
    await this.write(
      resource,
      {
        Drifted: driftedBecause(steps, observed, resource),
        Ready:
          observed?.ready?.is === false
            ? {
                status: 'False',
                reason: 'NotReady',
                message: observed.ready.message,
              }
            : {
                status: observed ? 'True' : 'False',
                reason: observed ? 'Observed' : 'Gone',
                message: observed ? '' : 'Nothing is there',
              },
      },
      { observed, drift: steps.length > 0 ? changesOf(steps) : null },
    );
  }

  private async write(
    { id, generation }: StoredResource,
    says: Parameters<typeof withConditions>[1],
    found?: {
      readonly observed: Observation | undefined;
      readonly drift: readonly DriftChange[] | null;
    },
  ): Promise<void> {
    const { resources } = this.options;
    const now = new Date().toISOString();
    await resources.transaction(async tx => {
      const resource = await resources.lock(tx, id);
      if (
        !resource ||
        resource.generation !== generation ||
        resource.observedGeneration < generation
      ) {
        return;
      }
      const conditions = withConditions(resource.conditions, says, now);
      const drift = found?.drift ?? null;
      await resources.update(tx, id, {
        conditions: JSON.stringify(conditions),
        health: healthOf(conditions),
        ...(found && {
          observed: found.observed ? JSON.stringify(found.observed) : null,
          observed_at: now,
          drift: drift && JSON.stringify(drift),
          ...(drift === null && { drift_ignored: null }),
        }),
        ...(!isDeepStrictEqual(drift, resource.drift) && { updated_at: now }),
      });
    });
  }
}

function driftedBecause(
  steps: readonly PlannedStep[],
  observed: Observation | undefined,
  { driftIgnored }: StoredResource,
): Statement {
  if (steps.length === 0) {
    return { status: 'False', reason: 'AsDeclared' };
  }
  if (driftIgnored && Date.parse(driftIgnored.until) > Date.now()) {
    return {
      status: 'True',
      reason: 'Ignored',
      message: `Ignored until ${driftIgnored.until} by ${driftIgnored.by}: ${driftIgnored.reason}`,
    };
  }
  return observed
    ? {
        status: 'True',
        reason: 'Changed',
        message: `Somebody changed it: ${steps
          .map(({ summary }) => summary)
          .join('; ')}`,
      }
    : {
        status: 'True',
        reason: 'Gone',
        message: 'It was declared and made, but nothing is there',
      };
}

/** All changes of a plan, each once. */
function changesOf(steps: readonly PlannedStep[]): DriftChange[] {
  const changes = new Map<string, DriftChange>();
  for (const change of steps.flatMap(step => step.changes)) {
    changes.set(`${change.in}${change.pointer}`, {
      in: change.in,
      pointer: change.pointer,
      observed: change.from ?? null,
      declared: change.to ?? null,
    });
  }
  return [...changes.values()];
}
