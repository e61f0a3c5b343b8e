import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Top-level keys of every component: with a map, or with a scalar. */
export const MAP_KEYS = ['limits', 'retention', 'alerts'];
export const SCALAR_KEYS = ['owner', 'description', 'replicas', 'note'];
export const LEVELS = ['environment', 'region', 'platform', 'namespace'];

const ENVIRONMENTS = ['dev', 'test', 'stage', 'prod', 'dr'];
const REGIONS = ['eu-west', 'eu-north', 'us-east', 'us-west', 'ap-south'];

/** A small generator of numbers that are the same on every machine. */
function generator(seed) {
  let state = seed;
  return limit => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state % limit;
  };
}

/**
 * The files of a deployment repository without lists and variables, so that other
 * tools can be given the very same ones: five environments, five regions, some
 * platforms, ten namespaces. Every component has overlays at the root and at each
 * environment; regions, platforms and namespaces change one component each.
 *
 * @param {number} leaves a multiple of 250
 * @param {number} components
 */
export function plainEstate(leaves, components) {
  const random = generator(42);
  const names = Array.from({ length: components }, (_, i) => `component-${i}`);
  const files = new Map();
  const platforms = leaves / 250;
  files.set(
    'deployment.yaml',
    'apiVersion: commonhold.io/v1alpha1\nkind: Deployment\napplication: system:bench/estate\nlevels: [environment, region, platform, namespace]\n',
  );
  const put = (node, name, text) =>
    files.set(['topology', node, name].filter(Boolean).join('/'), text);
  put('', 'node.yaml', 'labels:\n  tier: silver\n');
  for (const name of names) {
    put('', `${name}.yaml`, baseOverlay(name, random));
  }
  for (const environment of ENVIRONMENTS) {
    put(environment, 'node.yaml', `labels:\n  stage: ${environment}\n`);
    for (const name of names) {
      put(environment, `${name}.yaml`, environmentOverlay(environment, random));
    }
    for (const region of REGIONS) {
      const regionPath = `${environment}/${region}`;
      put(regionPath, 'node.yaml', `labels:\n  site: ${region}\n`);
      put(
        regionPath,
        `${names[random(components)]}.yaml`,
        smallOverlay(random),
      );
      for (let p = 0; p < platforms; p++) {
        const platformPath = `${regionPath}/platform-${p}`;
        put(platformPath, 'node.yaml', `labels:\n  cluster: c${random(999)}\n`);
        put(
          platformPath,
          `${names[random(components)]}.yaml`,
          smallOverlay(random),
        );
        for (let n = 0; n < 10; n++) {
          put(
            `${platformPath}/ns-${n}`,
            `${names[random(components)]}.yaml`,
            smallOverlay(random),
          );
        }
      }
    }
  }
  return files;
}

function baseOverlay(name, random) {
  return `# What ${name} is everywhere
owner: team-${random(40)}
description: Settings of ${name} for the whole application
replicas: ${1 + random(4)}
limits:
  cpu: ${100 * (1 + random(20))}m
  memory: ${64 * (1 + random(16))}Mi
retention:
  hours: ${random(500)}
  bytes: ${1000000 + random(9000000)}
  compact: false
alerts:
  latency:
    threshold: 0.${1 + random(9)}
    severity: warning
  errors:
    threshold: ${1 + random(9)}
    severity: page
`;
}

function environmentOverlay(environment, random) {
  return `replicas: ${2 + random(6)}
limits:
  memory: ${128 * (1 + random(16))}Mi
alerts:
  latency:
    threshold: 0.${1 + random(9)}
    channel: ${environment}-alerts
`;
}

function smallOverlay(random) {
  return `replicas: ${1 + random(9)}
limits:
  cpu: ${100 * (1 + random(20))}m
retention:
  hours: ${random(500)}
note: Changed by request ${random(100000)}
`;
}

/** Writes files below a directory. */
export function writeFiles(directory, files) {
  const made = new Set();
  for (const [path, text] of files) {
    const parent = join(directory, path, '..');
    if (!made.has(parent)) {
      mkdirSync(parent, { recursive: true });
      made.add(parent);
    }
    writeFileSync(join(directory, path), text);
  }
}
