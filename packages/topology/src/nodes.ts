import { Resolution } from './resolve';
import { NodeSettings } from './parse/nodeFile';
import { JsonScalar } from './value';
import { ResolvedNode } from './walk';

/** A node of the topology, as its own files describe it. @public */
export interface TopologyNode {
  /** Path below `topology/`; the root is `.`. */
  readonly path: string;
  /** How many nodes stand above it. */
  readonly depth: number;
  readonly isLeaf: boolean;
  readonly isProtected: boolean;
  /** Whether an error keeps the node and everything beneath from being resolved. */
  readonly isBlocked: boolean;
  /** What is set here, not what is inherited. */
  readonly labels: ReadonlyMap<string, string>;
  readonly vars: ReadonlyMap<string, JsonScalar>;
  /** Labels and variables set here in vain, since they are built in. */
  readonly overshadowed: readonly string[];
  /** Components that have an overlay here. */
  readonly overlays: readonly string[];
}

/**
 * The nodes of a topology, each before those beneath it.
 *
 * @public
 */
export function nodesOf(resolution: Resolution): TopologyNode[] {
  const nodes: TopologyNode[] = [];
  const visit = (node: ResolvedNode): void => {
    nodes.push(describe(node));
    node.children.forEach(visit);
  };
  visit(resolution.internals.root);
  return nodes;
}

function describe({ input, files, children }: ResolvedNode): TopologyNode {
  const environment = files?.context.environment;
  const own = [files?.nodeFile?.settings, input.discovered?.settings].filter(
    settings => settings !== undefined,
  );
  const labels = valuesOf(own, settings => settings.labels);
  const vars = valuesOf(own, settings => settings.vars);
  return {
    path: input.path || '.',
    depth: input.depth,
    isLeaf: children.length === 0,
    isProtected: environment?.isProtected ?? false,
    isBlocked: files?.context.blocked ?? true,
    labels,
    vars,
    overshadowed: [...new Set([...labels.keys(), ...vars.keys()])]
      .filter(name => environment?.builtIn(name) !== undefined)
      .sort(),
    overlays: [...(files?.overlays.keys() ?? [])].sort(),
  };
}

/** Values by name, sorted; the settings that win come first. */
function valuesOf<T>(
  own: readonly NodeSettings[],
  of: (settings: NodeSettings) => ReadonlyMap<string, { readonly value: T }>,
): Map<string, T> {
  const values = new Map<string, T>();
  for (const settings of [...own].reverse()) {
    of(settings).forEach(({ value }, name) => values.set(name, value));
  }
  return new Map([...values].sort(([a], [b]) => (a < b ? -1 : 1)));
}
