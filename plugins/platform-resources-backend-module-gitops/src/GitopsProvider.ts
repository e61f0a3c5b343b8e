import { JsonObject } from '@backstage/types';
import {
  ApplyContext,
  DesiredResource,
  FencedError,
  Observation,
  PermanentProviderError,
  PlannedStep,
  ProviderError,
  ProviderFinding,
  ProviderTarget,
  ResourceProvider,
  StalePlanError,
  TransientProviderError,
  changesBetween,
} from '@commonhold/plugin-platform-resources-node';
import { BranchMovedError } from '@commonhold/plugin-platform-resources-node/git';
import { readManifests, renderManifests, writeManifests } from './manifests';
import { pathOf } from './pathOf';
import { GitopsRepository } from './repositories';
import { Target } from './Target';

/** Without documents, the file goes. */
type StepData = {
  readonly documents: JsonObject[];
  readonly version: string | null;
};

/** What tells the items of lists apart in most manifests. */
const KEYS = ['name', 'key'];

/**
 * Renders manifests from the template of a component's definition and commits them to
 * a repository that Argo CD, Flux, Crossplane or an operator reconciles. What becomes of
 * them there is for those to say.
 *
 * @public
 */
export class GitopsProvider
  implements ResourceProvider<JsonObject, Observation, StepData>
{
  readonly type = 'gitops';
  readonly capabilities = {
    tags: true,
    drift: true,
    retain: false,
    fencing: true,
  };
  private readonly targets: ReadonlyMap<string, Target>;

  /** @param options.repositories - by the name that `providerConfig.repository` uses */
  constructor(options: {
    readonly repositories: ReadonlyMap<string, GitopsRepository>;
  }) {
    this.targets = new Map(
      [...options.repositories].map(([name, repository]) => [
        name,
        new Target(name, repository),
      ]),
    );
  }

  validate(spec: JsonObject, target: ProviderTarget): ProviderFinding[] {
    try {
      renderManifests({ target, spec, tags: {} });
      return [];
    } catch (error) {
      if (error instanceof ProviderError) {
        return [
          { pointer: '', message: `${error.message}. ${error.nextStep}` },
        ];
      }
      throw error;
    }
  }

  async observe(
    target: ProviderTarget,
    signal: AbortSignal,
  ): Promise<Observation | undefined> {
    signal.throwIfAborted();
    const path = pathOf(target);
    const { head, text } = await this.targetOf(target).read(path);
    return text === undefined ? undefined : observationOf(text, path, head);
  }

  plan(
    desired: DesiredResource | undefined,
    observed: Observation | undefined,
  ): PlannedStep<StepData>[] {
    if (!desired) {
      return observed
        ? [
            {
              id: 'remove',
              kind: 'delete',
              summary: 'Remove the manifests',
              changes: changesBetween(observed.spec, undefined),
              basedOn: observed.version,
              data: { documents: [], version: null },
              destructive: true,
              loses: 'whatever is pruned when its manifests go',
            },
          ]
        : [];
    }
    const wanted = renderManifests(desired);
    if (wanted.version === observed?.version) {
      return [];
    }
    const count = wanted.documents.length;
    return [
      {
        id: observed ? 'update' : 'create',
        kind: observed ? 'update' : 'create',
        summary: `${observed ? 'Change' : 'Commit'} ${
          count === 1 ? 'the manifest' : `${count} manifests`
        }`,
        changes: [
          ...changesBetween(
            observed?.spec,
            { manifests: [...wanted.documents] },
            { keys: KEYS },
          ),
          ...changesBetween(observed?.tags ?? {}, wanted.tags, { in: 'tags' }),
        ],
        basedOn: observed?.version ?? null,
        data: { documents: [...wanted.documents], version: wanted.version },
        destructive: false,
      },
    ];
  }

  async apply(
    step: PlannedStep<StepData>,
    context: ApplyContext,
  ): Promise<Observation | undefined> {
    const { target, fence, signal, log, idempotencyKey } = context;
    const path = pathOf(target);
    const { documents, version } = step.data;
    const message = `${step.summary} of ${target.ref}\n\nOperation: ${idempotencyKey}\n`;
    try {
      await this.targetOf(target).write(path, message, text => {
        signal.throwIfAborted();
        const before = text === undefined ? undefined : readManifests(text);
        if (before && before.fence > fence) {
          throw new FencedError(fence, before.fence);
        }
        const found = before?.version ?? null;
        if (found === version) {
          return 'leave';
        }
        if (found !== step.basedOn) {
          throw new StalePlanError(step.basedOn, found);
        }
        return documents.length === 0
          ? undefined
          : writeManifests(documents, { ref: target.ref, fence });
      });
    } catch (error) {
      if (error instanceof BranchMovedError) {
        throw new TransientProviderError(
          'Others push to the repository all the time',
          { nextStep: 'It is tried again by itself.', cause: error },
        );
      }
      throw error;
    }
    log.info(`${version === null ? 'Removed' : 'Committed'} ${path}`);
    return this.observe(target, signal);
  }

  private targetOf({ providerConfig, component }: ProviderTarget): Target {
    const { repository } = providerConfig;
    const target =
      typeof repository === 'string' ? this.targets.get(repository) : undefined;
    if (!target) {
      throw new PermanentProviderError(
        typeof repository === 'string'
          ? `There is no repository "${repository}"`
          : `${component} does not say which repository`,
        {
          nextStep: `Its owner sets spec.platform.providerConfig.repository to one of: ${[
            ...this.targets.keys(),
          ].join(', ')}.`,
        },
      );
    }
    return target;
  }
}

function observationOf(
  text: string,
  file: string,
  commit: string,
): Observation {
  const { documents, tags, version } = readManifests(text);
  return {
    version,
    spec: { manifests: [...documents] },
    tags,
    details: { file, commit },
  };
}
