import { nodesOf, TopologyNode } from '@commonhold/topology';
import { Answer } from '../answer';
import { Paint } from '../paint';
import { refuseNoLeaf, resolveRepository } from '../repository';
import { Invocation } from '../usage';

/** Shows the topology: its nodes, and the overlays at each. */
export async function tree(invocation: Invocation): Promise<Answer> {
  const resolution = await resolveRepository(invocation);
  refuseNoLeaf(resolution, invocation);
  const { deployment, leaves } = resolution;
  // What is wrong with a component is for `validate`, which knows the schemas.
  const findings = resolution.findings.filter(
    ({ component }) => component === null,
  );
  const nodes = nodesOf(resolution).filter(({ path }) =>
    [...leaves.keys()].some(
      leaf => path === '.' || leaf === path || leaf.startsWith(`${path}/`),
    ),
  );
  return {
    document: {
      application: deployment?.application ?? null,
      levels: deployment?.levels ?? [],
      nodes: nodes.map(({ labels, vars, ...node }) => ({
        ...node,
        labels: Object.fromEntries(labels),
        vars: Object.fromEntries(vars),
      })),
      findings,
    },
    text: paint =>
      `${paint.bold(deployment?.application ?? 'no deployment.yaml')}${
        deployment && deployment.levels.length > 0
          ? paint.faint(`  ${deployment.levels.join(' / ')}`)
          : ''
      }\n${nodes.map(node => nodeText(node, paint)).join('')}`,
    aside: findings,
    findings,
  };
}

function nodeText(node: TopologyNode, paint: Paint): string {
  const { path, depth, overlays, labels, vars, overshadowed } = node;
  const name = path.slice(path.lastIndexOf('/') + 1);
  const setting = (key: string, value: unknown): string =>
    `${key}=${JSON.stringify(value)}${
      overshadowed.includes(key) ? ' (no effect: built in)' : ''
    }`;
  const settings = [
    ...[...labels].map(([key, value]) => setting(key, value)),
    ...[...vars].map(([key, value]) => setting(key, value)),
  ];
  return [
    `${'  '.repeat(depth)}${node.isLeaf ? paint.bold(name) : `${name}/`}`,
    ...(node.isProtected ? [paint.yellow('protected')] : []),
    ...(node.isBlocked ? [paint.red('blocked')] : []),
    ...(overlays.length > 0 ? [paint.green(overlays.join(' '))] : []),
    ...(settings.length > 0 ? [paint.faint(settings.join(' '))] : []),
  ]
    .join('  ')
    .concat('\n');
}
