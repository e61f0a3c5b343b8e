import { Problem } from './findings';
import { matchesGlob } from './glob';
import { portableSha256, Sha256 } from './hash';
import { LeafResolution } from './leafResolution';
import { DiscoveredNode } from './parse/discovered';
import { isSymbolicLink } from './parse/files';
import { Directory } from './tree';
import {
  Context,
  isNodeName,
  NodeFiles,
  NodeInput,
  NodeSetting,
  pathInRepository,
  readNode,
  symbolicLink,
} from './topologyNode';
import { ResolveOptions } from './resolveOptions';

/** A node of the topology with everything beneath it. */
export interface ResolvedNode {
  readonly input: NodeInput;
  /** Absent for nodes that are refused. */
  readonly files: NodeFiles | undefined;
  readonly children: readonly ResolvedNode[];
  /** The leaves beneath (or the node itself), by path. */
  readonly leaves: readonly LeafResolution[];
  /** What is wrong with files here and beneath. */
  readonly fileProblems: readonly Problem[];
}

const NONE: readonly Problem[] = [];

/** Walks down the topology and resolves its leaves. */
export class Walk {
  readonly #sha256: Sha256;

  constructor(
    private readonly setting: NodeSetting,
    /** Without a readable deployment.yaml nobody knows how deep a tree may be. */
    private readonly levelsKnown: boolean,
    private readonly options: ResolveOptions,
  ) {
    this.#sha256 = options.sha256 ?? portableSha256;
  }

  node(input: NodeInput, previous: ResolvedNode | undefined): ResolvedNode {
    if (
      previous &&
      previous.input.directory === input.directory &&
      previous.input.discovered === input.discovered &&
      previous.input.above === input.above
    ) {
      return previous;
    }
    const files = readNode(
      input,
      this.setting,
      previous?.files && { input: previous.input, files: previous.files },
    );
    const children = this.#children(input, files, previous);
    const leaves =
      children.length > 0
        ? children.flatMap(child => child.leaves)
        : this.#leaf(input.path || '.', files.context);
    return {
      input,
      files,
      children,
      leaves,
      fileProblems: join(files.fileProblems, children),
    };
  }

  #children(
    input: NodeInput,
    files: NodeFiles,
    previous: ResolvedNode | undefined,
  ): ResolvedNode[] {
    const { directory, discovered } = input;
    const names = childNames(directory, discovered);
    if (names.length === 0) {
      return [];
    }
    const known = new Map(
      previous?.children.map(child => [child.input.path, child]),
    );
    return names.map(name => {
      const path = input.path === '' ? name : `${input.path}/${name}`;
      const child: NodeInput = {
        path,
        depth: input.depth + 1,
        above: files.context,
        directory: directory?.directories.get(name),
        discovered: discovered?.children.get(name),
      };
      const refusal = this.#refusal(name, child, directory);
      return refusal
        ? this.#refused(child, refusal)
        : this.node(child, known.get(path));
    });
  }

  /** Why a child can be no node. */
  #refusal(
    name: string,
    { path, depth, directory, discovered }: NodeInput,
    above: Directory | undefined,
  ): Problem | undefined {
    const found = discovered && !directory ? discovered : undefined;
    const placed = {
      at: found ? this.setting.discovered : pathInRepository(path),
      offset: found?.offset,
      component: undefined,
      pointer: undefined,
      subject: path,
    };
    const entry = above?.files.get(name);
    if (!directory && entry !== undefined && isSymbolicLink(entry)) {
      return symbolicLink(pathInRepository(path), entry.symbolicLink);
    }
    if (!isNodeName(name)) {
      return {
        code: 'NODE_NAME',
        message: `${JSON.stringify(
          name,
        )} cannot be the name of a node. Use lower-case letters, digits and dashes, at most 63, with a letter or digit at both ends.`,
        ...placed,
      };
    }
    const { levels } = this.setting;
    if (this.levelsKnown && depth > levels.length) {
      return {
        code: 'TOO_DEEP',
        message: `${path} is deeper than the ${levels.length} levels that deployment.yaml names. Add a level there, or move it up.`,
        ...placed,
      };
    }
    return undefined;
  }

  #refused(input: NodeInput, problem: Problem): ResolvedNode {
    const problems = [...(input.above?.problems ?? []), problem];
    const leaves = leafPaths(input)
      .filter(path => this.#wanted(path))
      .map(path => LeafResolution.blocked(path, input.above, problems));
    return {
      input,
      files: undefined,
      children: [],
      leaves,
      fileProblems: [problem],
    };
  }

  #leaf(path: string, context: Context): LeafResolution[] {
    return this.#wanted(path)
      ? [LeafResolution.of(path, context, this.#sha256)]
      : [];
  }

  #wanted(path: string): boolean {
    const { leaf } = this.options;
    return leaf === undefined || matchesGlob(leaf, path);
  }
}

function join(
  own: readonly Problem[],
  children: readonly ResolvedNode[],
): readonly Problem[] {
  const beneath = children.flatMap(child => child.fileProblems);
  return own.length + beneath.length > 0 ? [...own, ...beneath] : NONE;
}

/** Names of the children of a node, in the order of the paths beneath them. */
function childNames(
  directory: Directory | undefined,
  discovered: DiscoveredNode | undefined,
): string[] {
  const names = new Set(directory?.directories.keys());
  discovered?.children.forEach((_, name) => names.add(name));
  directory?.files.forEach((entry, name) => {
    if (isSymbolicLink(entry) && isNodeName(name)) {
      names.add(name);
    }
  });
  const hasChildren = (name: string): boolean =>
    (directory?.directories.get(name)?.directories.size ?? 0) > 0 ||
    (discovered?.children.get(name)?.children.size ?? 0) > 0;
  const sortKey = (name: string): string =>
    hasChildren(name) ? `${name}/` : name;
  return [...names]
    .map(name => [sortKey(name), name] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, name]) => name);
}

/** The leaves that a refused node would have, however deep. */
function leafPaths(input: NodeInput): string[] {
  const paths: string[] = [];
  const left = [input];
  for (let at = left.pop(); at; at = left.pop()) {
    const { path, directory, discovered } = at;
    const names = childNames(directory, discovered);
    if (names.length === 0) {
      paths.push(path);
    }
    for (const name of names) {
      left.push({
        ...at,
        path: `${path}/${name}`,
        directory: directory?.directories.get(name),
        discovered: discovered?.children.get(name),
      });
    }
  }
  return paths.sort();
}
