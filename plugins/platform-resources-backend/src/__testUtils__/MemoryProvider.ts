import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { JsonObject } from '@backstage/types';
import {
  ApplyContext,
  changesBetween,
  DesiredResource,
  FencedError,
  Observation,
  PlannedStep,
  ProviderTarget,
  ResourceProvider,
  StalePlanError,
} from '@commonhold/plugin-platform-resources-node';

type Thing = { spec: JsonObject; tags: Record<string, string> };
type Data = { desired: { spec: JsonObject; tags: { [name: string]: string } } };

/** A provider whose backend is this process, for tests of what drives providers. */
export class MemoryProvider
  implements ResourceProvider<JsonObject, Observation, Data>
{
  readonly capabilities = {
    tags: true,
    drift: true,
    retain: false,
    fencing: true,
  };
  /** By resource ref. */
  readonly things = new Map<string, Thing>();
  private readonly fences = new Map<string, number>();
  /** Refs in the order in which something was done to them. */
  readonly done: string[] = [];
  atWork = 0;
  mostAtWork = 0;
  /** Called before anything is done; may wait or throw. */
  before: (context: ApplyContext) => Promise<void> = async () => undefined;

  constructor(readonly type: string = 'memory') {}

  readonly actions = {
    shout: {
      run: async (target: ProviderTarget, input: JsonObject) => ({
        message: `${target.instance} shouts ${input.word}`,
        secrets: { word: String(input.word) },
      }),
    },
  };

  async observe({ ref }: ProviderTarget): Promise<Observation | undefined> {
    const thing = this.things.get(ref);
    return (
      thing && {
        version: createHash('sha256')
          .update(JSON.stringify(thing))
          .digest('hex'),
        spec: thing.spec,
        tags: thing.tags,
      }
    );
  }

  plan(
    desired: DesiredResource | undefined,
    observed: Observation | undefined,
  ): PlannedStep<Data>[] {
    const basedOn = observed?.version ?? null;
    if (!desired) {
      return observed
        ? [
            {
              id: 'delete',
              kind: 'delete',
              summary: 'Delete it',
              changes: [],
              basedOn,
              data: { desired: { spec: {}, tags: {} } },
              destructive: true,
              loses: 'all of it',
            },
          ]
        : [];
    }
    const { spec, tags } = desired;
    const changes = [
      ...changesBetween(observed?.spec, spec),
      ...changesBetween(observed?.tags, tags, { in: 'tags' }),
    ];
    return changes.length === 0
      ? []
      : [
          {
            id: 'put',
            kind: observed ? 'update' : 'create',
            summary: 'Put it there',
            changes,
            basedOn,
            data: { desired: { spec, tags } },
            destructive: false,
          },
        ];
  }

  async apply(
    step: PlannedStep<Data>,
    context: ApplyContext,
  ): Promise<Observation | undefined> {
    const { target, fence } = context;
    this.atWork += 1;
    this.mostAtWork = Math.max(this.mostAtWork, this.atWork);
    try {
      context.log.info(step.summary);
      await sleep(1);
      await this.before(context);
      const highest = this.fences.get(target.ref) ?? 0;
      if (fence < highest) {
        throw new FencedError(fence, highest);
      }
      this.fences.set(target.ref, fence);
      const found = await this.observe(target);
      if ((found?.version ?? null) !== step.basedOn) {
        throw new StalePlanError(step.basedOn, found?.version ?? null);
      }
      this.done.push(target.ref);
      if (step.kind === 'delete') {
        this.things.delete(target.ref);
      } else {
        this.things.set(target.ref, structuredClone(step.data.desired));
      }
      return await this.observe(target);
    } finally {
      this.atWork -= 1;
    }
  }
}
