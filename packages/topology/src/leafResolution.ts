import { ComponentResult } from './componentResult';
import { Environment } from './environment';
import { Problem } from './findings';
import { Sha256 } from './hash';
import { Layer } from './layers';
import { Context } from './topologyNode';
import { JsonScalar } from './value';

const NO_COMPONENTS: ReadonlyMap<string, ComponentResult> = new Map();
const NO_LAYERS: ReadonlyMap<string, Layer> = new Map();
const NONE: readonly Problem[] = [];

/** What an application is to be at one leaf. @public */
export class LeafResolution {
  private constructor(
    /** Path below `topology/`; the root is `.`. */
    readonly path: string,
    /** Whether an error above keeps the whole leaf from being resolved. */
    readonly isBlocked: boolean,
    /**
     * The components that at least one document applies to, by name: those with a
     * value, and those that an error blocks.
     */
    readonly results: ReadonlyMap<string, ComponentResult>,
    /** @internal */
    readonly problems: readonly Problem[],
    /** @internal */
    readonly environment: Environment | undefined,
    /** @internal */
    readonly layers: ReadonlyMap<string, Layer>,
  ) {}

  /** @internal */
  static of(path: string, context: Context, sha256: Sha256): LeafResolution {
    const { environment, layers } = context;
    if (context.blocked) {
      const problems = [...context.problems];
      layers.forEach(layer => {
        for (let at: Layer | undefined = layer; at; at = at.above) {
          problems.push(...at.ownProblems());
        }
      });
      return LeafResolution.blocked(path, context, problems);
    }
    const results = new Map<string, ComponentResult>();
    let problems: readonly Problem[] = context.problems;
    for (const [name, layer] of layers) {
      const result = layer.stateAt(environment).resultAt(environment, sha256);
      results.set(name, result);
      if (result.problems.length > 0) {
        problems = [...problems, ...result.problems];
      }
    }
    return new LeafResolution(
      path,
      false,
      results,
      problems.length > 0 ? problems : NONE,
      environment,
      layers,
    );
  }

  /** @internal */
  static blocked(
    path: string,
    context: Context | undefined,
    problems: readonly Problem[],
  ): LeafResolution {
    return new LeafResolution(
      path,
      true,
      NO_COMPONENTS,
      problems,
      context?.environment,
      NO_LAYERS,
    );
  }

  /** The components that have a value here, by name. */
  get components(): ReadonlyMap<string, ComponentResult> {
    return new Map([...this.results].filter(([, result]) => result.present));
  }

  /** Whether changes here always need an approval, as a node at or above it says. */
  get isProtected(): boolean {
    return this.environment?.isProtected ?? false;
  }

  /** All labels, built-ins included. */
  get labels(): ReadonlyMap<string, string> {
    return this.environment?.labels() ?? new Map();
  }

  /** All variables that node files set. */
  get vars(): ReadonlyMap<string, JsonScalar> {
    return this.environment?.vars() ?? new Map();
  }
}
