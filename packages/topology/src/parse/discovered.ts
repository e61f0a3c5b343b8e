import { Source } from '../source';
import { LayerValue } from '../value';
import { MAX_LEVELS } from './deployment';
import { Unreadable, unreadable } from './unreadable';
import { YamlProblem } from './hostileText';
import { FieldReader } from './fieldReader';
import { NodeSettings, readNodeSettings, readOneDocument } from './nodeFile';
import { DocumentProblem } from './reserved';

/** A node that discovery has found, or one above such a node. */
export interface DiscoveredNode {
  /** Absent for nodes that only stand above a discovered one. */
  settings: NodeSettings | undefined;
  /** Where the entry of the first discovered node here or beneath begins. */
  readonly offset: number;
  /** Why everything beneath is blocked. */
  readonly problems: DocumentProblem[];
  readonly children: Map<string, DiscoveredNode>;
}

/** `topology/discovered.yaml`, as a tree of nodes. */
export interface DiscoveredFile {
  readonly source: Source;
  readonly root: DiscoveredNode;
  readonly unreadable: Unreadable | undefined;
  /** Problems of the file as a whole. */
  readonly problems: readonly DocumentProblem[];
}

/** Reads discovered.yaml; never throws for what is in the file. */
export function readDiscovered(source: Source): DiscoveredFile {
  const root = newNode(0);
  const problems: DocumentProblem[] = [];
  const read = readOneDocument(source);
  if (read instanceof YamlProblem) {
    return { source, root, unreadable: unreadable(read), problems };
  }
  const reader = new FieldReader('NODE', problems);
  const map = reader.map(read, 'discovered.yaml', '');
  if (map) {
    reader.refuseUnknown(map, ['nodes']);
    const nodes = map.get('nodes');
    if (nodes?.kind === 'list') {
      const described = new Set<string>();
      nodes.items.forEach((item, i) =>
        addNode(root, item, `/nodes/${i}`, described, problems),
      );
    } else if (nodes) {
      reader.wrong(nodes, '/nodes', 'nodes must be a list.');
    }
  }
  return { source, root, unreadable: undefined, problems };
}

function newNode(offset: number): DiscoveredNode {
  return {
    settings: undefined,
    offset,
    problems: [],
    children: new Map(),
  };
}

function addNode(
  root: DiscoveredNode,
  item: LayerValue,
  pointer: string,
  described: Set<string>,
  problems: DocumentProblem[],
): void {
  const path = item.kind === 'map' ? item.get('path') : undefined;
  if (path?.kind !== 'scalar' || typeof path.value !== 'string') {
    new FieldReader('NODE', problems).wrong(
      item,
      pointer,
      'An entry of nodes needs a path, such as prod/eu-west/pay-1.',
    );
    return;
  }
  const segments = path.value.split('/');
  if (segments.length > MAX_LEVELS) {
    new FieldReader('NODE', problems).wrong(
      path,
      `${pointer}/path`,
      `A path has ${MAX_LEVELS} segments at most.`,
    );
    return;
  }
  let node = root;
  if (path.value !== '.') {
    for (const segment of segments) {
      let child = node.children.get(segment);
      if (!child) {
        child = newNode(path.offset);
        node.children.set(segment, child);
      }
      node = child;
    }
  }
  if (described.has(path.value)) {
    node.problems.push({
      code: 'DUPLICATE_KEY',
      message: `${path.value} is described twice in discovered.yaml. Remove one of the two.`,
      offset: path.offset,
      pointer: `${pointer}/path`,
      subject: path.value,
    });
    return;
  }
  described.add(path.value);
  node.settings = readNodeSettings(
    item,
    ['path', 'labels', 'vars'],
    node.problems,
  );
}
