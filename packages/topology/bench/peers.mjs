import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LEVELS, MAP_KEYS, SCALAR_KEYS } from './estate.mjs';

const has = program => spawnSync(program, ['--version']).status === 0;

/** Hiera's seconds for each run, its memory and documents; undefined without Hiera. */
export function runHiera(directory, leaves, components, runs) {
  if (!has('hiera')) {
    return undefined;
  }
  const script = join(dirname(fileURLToPath(import.meta.url)), 'hiera.rb');
  const input = JSON.stringify({
    leaves,
    components,
    levels: LEVELS,
    mapKeys: MAP_KEYS,
    scalarKeys: SCALAR_KEYS,
  });
  const { status, stdout, stderr } = spawnSync(
    'ruby',
    [script, directory, String(runs)],
    { input, encoding: 'utf8', maxBuffer: 1024 ** 3 },
  );
  if (status !== 0) {
    throw new Error(`hiera: ${stderr}`);
  }
  return JSON.parse(stdout);
}

/** The same of jsonnet, in one run. Each file is parsed once, then merge patches. */
export async function runJsonnet(directory, files, leaves, components) {
  if (!has('jsonnet')) {
    return undefined;
  }
  const overlays = [...files.keys()].filter(path =>
    /^topology\/.*component-\d+\.yaml$/.test(path),
  );
  const layers = (leaf, component) => {
    const segments = leaf.split('/');
    return ['', ...segments.map((_, i) => segments.slice(0, i + 1).join('/'))]
      .map(node =>
        ['topology', node, `${component}.yaml`].filter(Boolean).join('/'),
      )
      .filter(path => files.has(path));
  };
  const program = [
    'local files = {',
    ...overlays.map(
      path =>
        `  ${JSON.stringify(path)}: std.parseYaml(importstr ${JSON.stringify(
          path,
        )}),`,
    ),
    '};',
    '{',
    ...leaves.map(
      leaf =>
        `  ${JSON.stringify(leaf)}: {${components
          .map(
            component =>
              `${JSON.stringify(component)}: ${layers(leaf, component)
                .map(path => `files[${JSON.stringify(path)}]`)
                .reduce((base, over) => `std.mergePatch(${base}, ${over})`)}`,
          )
          .join(', ')}},`,
    ),
    '}',
  ].join('\n');
  const main = join(directory, 'main.jsonnet');
  writeFileSync(main, program);
  return timed('jsonnet', [main], directory);
}

function timed(program, args, cwd) {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(program, args, { cwd });
    const chunks = [];
    let peakMiB = 0;
    const watch = setInterval(() => {
      peakMiB = Math.max(peakMiB, memoryOf(child.pid));
    }, 100);
    child.stdout.on('data', chunk => chunks.push(chunk));
    child.stderr.on('data', chunk => process.stderr.write(chunk));
    child.on('close', code => {
      clearInterval(watch);
      if (code !== 0) {
        reject(new Error(`${program} ended with ${code}`));
        return;
      }
      const seconds = [(performance.now() - started) / 1000];
      const documents = JSON.parse(Buffer.concat(chunks).toString());
      resolve({ seconds, peakMiB, documents });
    });
  });
}

function memoryOf(pid) {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
  } catch {
    return 0;
  }
}
