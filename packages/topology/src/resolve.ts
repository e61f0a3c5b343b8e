import { Environment } from './environment';
import { Finding, FindingCollector, isError } from './findings';
import { LeafResolution } from './leafResolution';
import { Deployment } from './parse/deployment';
import { FileParser, isSymbolicLink } from './parse/files';
import {
  Directory,
  directoryFromTree,
  Tree,
  TreeChanges,
  withEntry,
} from './tree';
import { Context, symbolicLink } from './topologyNode';
import { Head, readHead } from './head';
import { ResolveOptions } from './resolveOptions';
import { ResolvedNode, Walk } from './walk';

/** The effective configuration of all leaves, and what was found on the way. */
export class Resolution {
  /** @internal */
  readonly internals: {
    readonly directory: Directory;
    readonly options: ResolveOptions;
    readonly head: Head;
    readonly root: ResolvedNode;
  };
  #leaves: ReadonlyMap<string, LeafResolution> | undefined;

  /** All findings, each once for its place, by file and place. */
  readonly findings: readonly Finding[];

  /** @internal */
  constructor(internals: Resolution['internals']) {
    this.internals = internals;
    const { root, options } = internals;
    const collector = new FindingCollector();
    for (const leaf of root.leaves) {
      if (leaf.problems.length > 0) {
        collector.touch(leaf.path, leaf.problems);
      }
    }
    // What touches no leaf is told as well, unless only some were asked for.
    if (options.leaf === undefined) {
      collector.touch(undefined, root.fileProblems);
    }
    this.findings = collector.findings();
  }

  /** What deployment.yaml says; undefined if it cannot be read. */
  get deployment(): Deployment | undefined {
    return this.internals.head.deployment;
  }

  /** The leaves by path, in the order of their paths. */
  get leaves(): ReadonlyMap<string, LeafResolution> {
    this.#leaves ??= new Map(
      this.internals.root.leaves.map(leaf => [leaf.path, leaf]),
    );
    return this.#leaves;
  }

  /** One leaf, without making the map of all. */
  leaf(path: string): LeafResolution | undefined {
    const segments = path === '.' ? [] : path.split('/');
    let node: ResolvedNode | undefined = this.internals.root;
    for (let depth = 1; depth <= segments.length; depth++) {
      node = childAt(node, segments.slice(0, depth).join('/'));
    }
    const [only, ...others] = node?.leaves ?? [];
    return only?.path === path && others.length === 0
      ? only
      : this.leaves.get(path);
  }

  /**
   * The resolution after an edit: the same as resolving the changed tree anew, but
   * only what stands beneath the changes is looked at.
   */
  update(changes: TreeChanges): Resolution {
    let { directory } = this.internals;
    for (const [path, entry] of changes) {
      directory = withEntry(directory, path.split('/'), entry);
    }
    return resolveDirectory(directory, this.internals.options, this);
  }
}

/**
 * The effective configuration of every leaf of a deployment repository.
 *
 * Depends on nothing but its arguments: equal trees give equal results, whatever
 * the order of their paths. Never throws for what is in the files.
 *
 * @public
 */
export function resolve(tree: Tree, options: ResolveOptions = {}): Resolution {
  return resolveDirectory(directoryFromTree(tree), options, undefined);
}

function resolveDirectory(
  directory: Directory,
  options: ResolveOptions,
  previous: Resolution | undefined,
): Resolution {
  const before = previous?.internals;
  const head = readHead(directory, before?.head);
  const problems = [...head.problems];
  const topology = directory.directories.get('topology');
  const link = directory.files.get('topology');
  if (link !== undefined && isSymbolicLink(link)) {
    problems.push(symbolicLink('topology', link.symbolicLink));
  }
  const sameHead = before !== undefined && before.head === head;
  const above: Context | undefined =
    problems.length > 0
      ? {
          environment: new Environment('', undefined, [], '', []),
          layers: new Map(),
          problems,
          blocked: problems.some(isError),
        }
      : undefined;
  const walk = new Walk(
    {
      application: head.deployment?.application ?? '',
      levels: head.deployment?.levels ?? [],
      parser: new FileParser(),
      definitions: options.components ?? new Map(),
      onlyComponent: options.component,
      discovered: head.discovered?.source,
    },
    head.deployment !== undefined,
    options,
  );
  const root = walk.node(
    {
      path: '',
      depth: 0,
      above,
      directory: topology,
      discovered: head.discovered?.root,
    },
    sameHead && problems.length === 0 ? before.root : undefined,
  );
  return new Resolution({ directory, options, head, root });
}

function childAt(
  node: ResolvedNode | undefined,
  path: string,
): ResolvedNode | undefined {
  return node?.children.find(({ input }) => input.path === path);
}
