import { componentOf, ComponentDefinition } from './component';
import { Environment } from './environment';
import { Problem } from './findings';
import { Layer } from './layers';
import { DiscoveredNode } from './parse/discovered';
import { FileParser, isSymbolicLink } from './parse/files';
import { NodeFile, NodeSettings } from './parse/nodeFile';
import { Overlay } from './parse/overlay';
import { DocumentProblem } from './parse/reserved';
import { Unreadable } from './parse/unreadable';
import { Source } from './source';
import { Directory, TreeEntry } from './tree';

/** What a node hands down to the nodes beneath it. */
export interface Context {
  readonly environment: Environment;
  /** By component, sorted by name. */
  readonly layers: ReadonlyMap<string, Layer>;
  /** What touches every leaf beneath. */
  readonly problems: readonly Problem[];
  readonly blocked: boolean;
}

/** A node's own files, parsed. */
export interface NodeFiles {
  readonly context: Context;
  readonly nodeFile: NodeFile | undefined;
  readonly overlays: ReadonlyMap<string, Overlay>;
  readonly ownLayers: ReadonlyMap<string, Layer>;
  /** What is wrong with the files, whichever leaves it touches. */
  readonly fileProblems: readonly Problem[];
}

/** What stays the same for all nodes of a resolve. */
export interface NodeSetting {
  readonly application: string;
  readonly levels: readonly string[];
  readonly parser: FileParser;
  readonly definitions: ReadonlyMap<string, ComponentDefinition>;
  readonly onlyComponent: string | undefined;
  /** Where `discovered.yaml` was read. */
  readonly discovered: Source | undefined;
}

/** Where a node stands. */
export interface NodeInput {
  readonly path: string;
  readonly depth: number;
  readonly above: Context | undefined;
  readonly directory: Directory | undefined;
  readonly discovered: DiscoveredNode | undefined;
}

const NO_PROBLEMS: readonly Problem[] = [];

const NODE_NAME = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** Whether a directory may be a node by its name. */
export function isNodeName(name: string): boolean {
  return NODE_NAME.test(name);
}

/** Path of a file or directory of a node from the root of the repository. */
export function pathInRepository(node: string, name?: string): string {
  return ['topology', node, name].filter(Boolean).join('/');
}

/** The component that a file configures; undefined if it is no overlay. */
export function componentOfFile(
  name: string,
  depth: number,
): string | undefined {
  const reserved =
    name === 'node.yaml' || (depth === 0 && name === 'discovered.yaml');
  return !reserved && !name.startsWith('.') && name.endsWith('.yaml')
    ? name.slice(0, -'.yaml'.length)
    : undefined;
}

/** Problems of a file that touch whatever stands beneath its node. */
export function problemsOfFile(
  source: Source,
  unreadable: Unreadable | undefined,
  problems: readonly DocumentProblem[],
): Problem[] {
  const placed = { at: source, component: undefined };
  const first: Problem[] = unreadable
    ? [{ ...unreadable, ...placed, pointer: undefined, subject: '' }]
    : [];
  return [...first, ...problems.map(problem => ({ ...problem, ...placed }))];
}

/**
 * Reads a node's own files and makes its context. Whatever has not changed since
 * `previous` is kept, down to the very same context if nothing has.
 */
export function readNode(
  input: NodeInput,
  setting: NodeSetting,
  previous: { input: NodeInput; files: NodeFiles } | undefined,
): NodeFiles {
  const { path, depth, above, directory, discovered } = input;
  const before = previous?.files;
  const reuse = (name: string, entry: TreeEntry): boolean =>
    previous?.input.directory?.files.get(name) === entry;

  let nodeFile: NodeFile | undefined;
  const overlays = new Map<string, Overlay>();
  const fileProblems: Problem[] = [];
  const problems: Problem[] = [];
  for (const [name, entry] of directory?.files ?? []) {
    const file = (): string => pathInRepository(path, name);
    const component = componentOfFile(name, depth);
    if (component !== undefined) {
      if (!setting.onlyComponent || component === setting.onlyComponent) {
        const known = reuse(name, entry)
          ? before?.overlays.get(component)
          : undefined;
        overlays.set(
          component,
          known ?? setting.parser.overlay(file(), entry, depth),
        );
      }
    } else if (name === 'node.yaml') {
      nodeFile =
        (reuse(name, entry) ? before?.nodeFile : undefined) ??
        setting.parser.nodeFile(file(), entry, depth);
    } else if (isSymbolicLink(entry)) {
      if (!isNodeName(name) && name !== 'discovered.yaml') {
        fileProblems.push(symbolicLink(file(), entry.symbolicLink));
      }
    } else if (name.endsWith('.yml') && !name.startsWith('.')) {
      problems.push({
        code: 'IGNORED_FILE',
        message: `${name} is not read, since overlays end in .yaml. Rename it, or remove it.`,
        at: file(),
        offset: undefined,
        component: undefined,
        pointer: undefined,
        subject: '',
      });
    }
  }

  if (nodeFile) {
    const { source, unreadable } = nodeFile;
    problems.push(...problemsOfFile(source, unreadable, nodeFile.problems));
  }
  if (discovered && setting.discovered) {
    problems.push(
      ...problemsOfFile(setting.discovered, undefined, discovered.problems),
    );
  }
  const blocked =
    (nodeFile !== undefined && !nodeFile.settings) ||
    (discovered?.problems.some(({ code }) => code !== 'UNKNOWN_FIELD') ??
      false);
  const own: NodeSettings[] = [];
  if (nodeFile?.settings) {
    own.push(nodeFile.settings);
  }
  if (discovered?.settings) {
    own.push(discovered.settings);
  }

  const sameSettings =
    before !== undefined &&
    before.nodeFile === nodeFile &&
    previous?.input.discovered === discovered &&
    previous?.input.above?.environment === above?.environment;
  const environment =
    sameSettings && before
      ? before.context.environment
      : new Environment(
          path,
          above?.environment,
          own,
          setting.application,
          setting.levels,
        );

  const ownLayers = new Map<string, Layer>();
  for (const [component, overlay] of overlays) {
    const layerAbove = above?.layers.get(component);
    const known = before?.ownLayers.get(component);
    const layer =
      known && known.overlay === overlay && known.above === layerAbove
        ? known
        : new Layer(
            layerAbove,
            overlay,
            componentOf(component, setting.definitions.get(component)),
          );
    ownLayers.set(component, layer);
    fileProblems.push(...layer.ownProblems());
  }
  const layers = joinLayers(above?.layers, ownLayers, before?.context.layers);

  let context: Context = {
    environment,
    layers,
    problems:
      problems.length > 0
        ? [...(above?.problems ?? []), ...problems]
        : above?.problems ?? NO_PROBLEMS,
    blocked: blocked || (above?.blocked ?? false),
  };
  const old = before?.context;
  if (
    old &&
    problems.length === 0 &&
    old.environment === environment &&
    old.layers === layers &&
    old.problems === context.problems &&
    old.blocked === context.blocked
  ) {
    context = old;
  }
  return { context, nodeFile, overlays, ownLayers, fileProblems };
}

export function symbolicLink(file: string, to: string): Problem {
  return {
    code: 'SYMLINK',
    message: `${file} is a symbolic link to ${to}. Replace it by what it points to.`,
    at: file,
    offset: undefined,
    component: undefined,
    pointer: undefined,
    subject: '',
  };
}

const NO_LAYERS: ReadonlyMap<string, Layer> = new Map();

/** Layers by component, sorted; the same map as before if nothing has changed. */
function joinLayers(
  above: ReadonlyMap<string, Layer> | undefined,
  own: ReadonlyMap<string, Layer>,
  before: ReadonlyMap<string, Layer> | undefined,
): ReadonlyMap<string, Layer> {
  if (own.size === 0) {
    return above ?? NO_LAYERS;
  }
  const names = [...new Set([...(above?.keys() ?? []), ...own.keys()])].sort();
  const joined = new Map<string, Layer>();
  let same = before !== undefined && before.size === names.length;
  for (const name of names) {
    const layer = own.get(name) ?? above?.get(name);
    if (layer) {
      joined.set(name, layer);
      same &&= before?.get(name) === layer;
    }
  }
  return same && before ? before : joined;
}
