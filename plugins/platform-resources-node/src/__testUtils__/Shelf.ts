import { createHash } from 'node:crypto';
import {
  FencedError,
  PermanentProviderError,
  StalePlanError,
  TransientProviderError,
} from '../errors';
import {
  ApplyContext,
  DesiredResource,
  Observation,
  PlannedStep,
  ProviderTarget,
  ResourceProvider,
} from '../ResourceProvider';

type Jar = { size: number; label: string | null; costCenter: string | null };

/** The backend of the provider below: jars by resource id, and what it counts itself. */
export class Shelf {
  readonly jars = new Map<string, Jar>();
  readonly fences = new Map<string, number>();
  readonly done = new Set<string>();
  effects = 0;
}

export type JarSpec = { readonly size: number };
type JarStep = { readonly size: number; readonly costCenter: string | null };

/** A provider as simple as can be that keeps to everything. */
export class JarProvider
  implements ResourceProvider<JarSpec, Observation, JarStep>
{
  readonly type: string = 'jar';
  readonly capabilities = {
    tags: true,
    drift: true,
    retain: false,
    fencing: true,
  };

  constructor(
    protected readonly shelf: Shelf,
    private readonly options: { password: string; dead?: boolean },
  ) {}

  async observe(target: ProviderTarget): Promise<Observation | undefined> {
    this.connect();
    return this.look(target);
  }

  plan(
    desired: DesiredResource<JarSpec> | undefined,
    observed: Observation | undefined,
  ): PlannedStep<JarStep>[] {
    const basedOn = observed?.version ?? null;
    if (!desired) {
      return observed
        ? [
            {
              id: 'break',
              kind: 'delete',
              summary: 'Break the jar',
              changes: [],
              basedOn,
              data: { size: 0, costCenter: null },
              destructive: true,
              loses: 'what is in the jar',
            },
          ]
        : [];
    }
    const data = {
      size: desired.spec.size,
      costCenter: desired.tags.costCenter ?? null,
    };
    const step = (id: string, summary: string): PlannedStep<JarStep> => ({
      id,
      kind: observed ? 'update' : 'create',
      summary,
      changes: [
        {
          in: 'spec',
          pointer: '/size',
          from: observed?.spec.size,
          to: data.size,
        },
      ],
      basedOn,
      data,
      destructive: false,
    });
    return [
      ...(observed?.spec.size === data.size
        ? []
        : [step('jar', `Put a jar of ${data.size} on the shelf`)]),
      ...(observed?.spec.label === String(data.size) &&
      (observed.tags?.costCenter ?? null) === data.costCenter
        ? []
        : [step('label', 'Write the label')]),
    ];
  }

  async apply(
    step: PlannedStep<JarStep>,
    context: ApplyContext,
  ): Promise<Observation | undefined> {
    this.connect();
    context.signal.throwIfAborted();
    const { target, fence, idempotencyKey } = context;
    this.checkFence(target, fence);
    if (this.shelf.done.has(idempotencyKey)) {
      return this.look(target);
    }
    const before = this.look(target);
    if (step.kind === 'delete' && !before) {
      return undefined;
    }
    this.checkFresh(step, before);
    context.log.info(step.summary);
    this.change(step, target);
    this.shelf.effects += 1;
    this.remember(idempotencyKey);
    return this.look(target);
  }

  protected checkFence(target: ProviderTarget, fence: number): void {
    const highest = this.shelf.fences.get(target.id) ?? 0;
    if (fence < highest) {
      throw new FencedError(fence, highest);
    }
    this.shelf.fences.set(target.id, fence);
  }

  protected checkFresh(
    step: PlannedStep<JarStep>,
    found: Observation | undefined,
  ): void {
    if ((found?.version ?? null) !== step.basedOn) {
      throw new StalePlanError(step.basedOn, found?.version ?? null);
    }
  }

  protected remember(key: string): void {
    this.shelf.done.add(key);
  }

  protected change(step: PlannedStep<JarStep>, target: ProviderTarget): void {
    const { size, costCenter } = step.data;
    const jar = this.shelf.jars.get(this.nameOf(target));
    if (step.kind === 'delete') {
      this.shelf.jars.delete(this.nameOf(target));
    } else if (step.id === 'jar') {
      this.shelf.jars.set(this.nameOf(target), {
        label: null,
        costCenter: null,
        ...jar,
        size,
      });
    } else if (jar) {
      jar.label = String(size);
      jar.costCenter = costCenter;
    }
  }

  protected nameOf(target: ProviderTarget): string {
    return target.id;
  }

  protected look(target: ProviderTarget): Observation | undefined {
    const jar = this.shelf.jars.get(this.nameOf(target));
    return (
      jar && {
        version: createHash('sha256').update(JSON.stringify(jar)).digest('hex'),
        spec: { size: jar.size, label: jar.label },
        tags: jar.costCenter ? { costCenter: jar.costCenter } : {},
      }
    );
  }

  protected connect(): void {
    if (this.options.dead) {
      throw new TransientProviderError('The shelf is not there', {
        nextStep: 'Wait until it is back',
      });
    }
    if (this.options.password !== 'open-sesame') {
      throw this.refusal(this.options.password);
    }
  }

  protected refusal(_password: string): Error {
    return new PermanentProviderError('The shelf refused the password', {
      nextStep: 'Correct the password in the configuration',
    });
  }
}
