/*
 * What resolving costs, against the plain cost of reading and parsing the same files, and
 * against Hiera and jsonnet where these are installed (`apt-get install hiera jsonnet`).
 *
 *   npm run bench:resolve                 all of it, some minutes
 *   npm run bench:resolve -- --small      1,000 leaves × 3 components only
 *   npm run bench:resolve -- --no-peers   without Hiera and jsonnet
 *
 * "Cold" is everything from an empty memory: reading the directory, parsing, merging, the
 * JSON value and SHA-256 of every leaf and component, and the file, line and column of
 * every value. "Plain" is reading the same files and parsing them with the same library.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle } from './bundle.mjs';
import { plainEstate, writeFiles } from './estate.mjs';
import { runHiera, runJsonnet } from './peers.mjs';

const args = process.argv.slice(2);
if (!args.includes('--inside')) {
  const self = fileURLToPath(import.meta.url);
  const { status } = spawnSync(
    process.execPath,
    ['--expose-gc', '--max-old-space-size=8192', self, '--inside', ...args],
    { stdio: 'inherit' },
  );
  process.exit(status ?? 1);
}

const { resolve, readDirectory, nodeSha256, parse, parseAllDocuments } =
  await bundle('bench/entry.ts');

const median = numbers =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const ms = number => `${number.toFixed(number < 10 ? 2 : 0)} ms`;
const heapMiB = () => {
  global.gc();
  return process.memoryUsage().heapUsed / 1024 / 1024;
};
const timed = work => {
  const started = performance.now();
  const result = work();
  return [performance.now() - started, result];
};

function plain(directory) {
  const values = [];
  const visit = path => {
    for (const child of readdirSync(path, { withFileTypes: true })) {
      const childPath = `${path}/${child.name}`;
      if (child.isDirectory()) {
        visit(childPath);
      } else {
        const text = readFileSync(childPath, 'utf8');
        values.push(
          text.includes('\n---\n')
            ? parseAllDocuments(text).map(document => document.toJS())
            : parse(text),
        );
      }
    }
  };
  visit(directory);
  return values;
}

/** Values, hashes, then places: all that a result holds. */
function touch(leaves) {
  const seen = new Set();
  let places = 0;
  const [values] = timed(() => {
    for (const leaf of leaves) {
      for (const result of leaf.results.values()) {
        void result.value;
      }
    }
  });
  const [hashes] = timed(() => {
    for (const leaf of leaves) {
      for (const result of leaf.results.values()) {
        void result.sha256;
      }
    }
  });
  const [provenance] = timed(() => {
    for (const leaf of leaves) {
      for (const result of leaf.results.values()) {
        if (!seen.has(result)) {
          seen.add(result);
          for (const origin of result.origins()) {
            places += origin.length > 0 ? 1 : 0;
          }
        }
      }
    }
  });
  return { values, hashes, provenance, distinct: seen.size, places };
}

function cold(directory, components) {
  const [reading, tree] = timed(() => readDirectory(directory));
  const [resolving, resolution] = timed(() =>
    resolve(tree, { sha256: nodeSha256, components }),
  );
  const touched = touch([...resolution.leaves.values()]);
  const { values, hashes, provenance } = touched;
  const whole = reading + resolving + values + hashes + provenance;
  return { reading, resolving, whole, resolution, ...touched };
}

function edits(resolution, path, leaves, count) {
  const times = [];
  let current = resolution;
  const edit = i => {
    const text = `replicas: ${100 + i}\nnote: edited ${i}\n`;
    current = current.update(new Map([[path(i), text]]));
    touch(leaves(current, i));
  };
  for (let i = 0; i < count; i++) {
    times.push(timed(() => edit(i))[0]);
  }
  return median(times);
}

function measure(directory, leafCount, components, runs) {
  const files = plainEstate(leafCount, components);
  writeFiles(directory, files);
  const samples = [];
  const plains = [];
  for (let run = 0; run <= runs; run++) {
    global.gc();
    const [time] = timed(() => plain(directory));
    global.gc();
    const { resolution, ...sample } = cold(directory);
    assert.deepEqual(resolution.findings, []);
    assert.equal(resolution.leaves.size, leafCount);
    // The first run warms the compiler up, for both.
    if (run > 0) {
      plains.push(time);
      samples.push(sample);
    }
  }
  const of = field => median(samples.map(sample => sample[field]));
  const before = heapMiB();
  const { resolution, distinct, places } = cold(directory);
  const held = heapMiB() - before;

  const paths = [...resolution.leaves.keys()];
  const leafAt = i => paths[(i * 37) % paths.length];
  const editLeaf = edits(
    resolution,
    i => `topology/${leafAt(i)}/component-0.yaml`,
    (updated, i) => [updated.leaf(leafAt(i))],
    21,
  );
  const editRoot = edits(
    resolution,
    () => 'topology/component-0.yaml',
    updated => [...updated.leaves.values()],
    5,
  );
  const plainTime = median(plains);
  const figures = {
    leaves: leafCount,
    files: files.size,
    plain: plainTime,
    whole: of('whole'),
    coldRatio: of('whole') / plainTime,
    provenanceShare: of('provenance') / of('whole'),
    editLeaf,
  };
  console.log(
    [
      `${leafCount} leaves × ${components} components: ${files.size} files, ${distinct} distinct results, ${places} values with a place`,
      `  plain: read + parse          ${ms(plainTime)}`,
      `  cold, all                    ${ms(
        figures.whole,
      )}   ${figures.coldRatio.toFixed(2)} × plain`,
      `    reading                    ${ms(of('reading'))}`,
      `    parsing and merging        ${ms(of('resolving'))}`,
      `    JSON values                ${ms(of('values'))}`,
      `    SHA-256 of RFC 8785 JSON   ${ms(of('hashes'))}`,
      `    places of all values       ${ms(of('provenance'))}   ${(
        figures.provenanceShare * 100
      ).toFixed(1)} % of all`,
      `  one overlay edited at a leaf ${ms(editLeaf)}`,
      `  one edited at the root       ${ms(editRoot)}`,
      `  memory held                  ${held.toFixed(
        0,
      )} MiB (files, values, places, caches)`,
    ].join('\n'),
  );
  return { ...figures, resolution, sources: files, components };
}

async function againstPeers(directory, figures) {
  const { resolution, sources } = figures;
  const components = Array.from(
    { length: figures.components },
    (_, i) => `component-${i}`,
  );
  const leaves = [...resolution.leaves.keys()];
  const ours = Object.fromEntries(
    [...resolution.leaves].map(([path, leaf]) => [
      path,
      Object.fromEntries(
        [...leaf.components].map(([name, { value }]) => [name, value]),
      ),
    ]),
  );
  const compare = (name, theirs, whole) => {
    if (!theirs) {
      console.log(`${name}: not installed`);
      return 'n/a';
    }
    assert.deepEqual(theirs.documents, ours);
    const seconds = median(theirs.seconds);
    const ratio = (seconds * 1000) / whole;
    console.log(
      `${name}: ${seconds.toFixed(2)} s, ${ratio.toFixed(
        1,
      )} × ours, peak memory ${theirs.peakMiB} MiB, all ${
        leaves.length * components.length
      } documents equal`,
    );
    return ratio.toFixed(1);
  };
  const hiera = compare(
    'hiera',
    runHiera(directory, leaves, components, 3),
    figures.whole,
  );
  const jsonnet = compare(
    'jsonnet',
    await runJsonnet(directory, sources, leaves, components),
    figures.whole,
  );
  return { hiera, jsonnet };
}

/** The demo's repositories: lists, variables, schemas, everything, and few leaves. */
function measureExamples(runs) {
  const examples = fileURLToPath(new URL('../../../examples', import.meta.url));
  const components = new Map(
    readdirSync(join(examples, 'schemas')).map(file => {
      const text = readFileSync(join(examples, 'schemas', file), 'utf8');
      return [file.replace('.json', ''), { schema: JSON.parse(text) }];
    }),
  );
  const deployments = join(examples, 'deployments');
  const repositories = readdirSync(deployments)
    .filter(tenant => !tenant.endsWith('.md'))
    .flatMap(tenant =>
      readdirSync(join(deployments, tenant)).map(name =>
        join(deployments, tenant, name),
      ),
    );
  const plains = [];
  const wholes = [];
  for (let run = 0; run <= runs; run++) {
    global.gc();
    const [time] = timed(() => repositories.forEach(plain));
    global.gc();
    const whole = repositories
      .map(repository => cold(repository, components).whole)
      .reduce((a, b) => a + b);
    if (run > 0) {
      plains.push(time);
      wholes.push(whole);
    }
  }
  console.log(
    `${repositories.length} repositories of the demo, with schemas: cold ${ms(
      median(wholes),
    )}, ${(median(wholes) / median(plains)).toFixed(2)} × plain (${ms(
      median(plains),
    )})`,
  );
}

const directory = mkdtempSync(join(tmpdir(), 'commonhold-bench-'));
try {
  const small = measure(join(directory, 'small'), 1_000, 3, 15);
  console.log(`  peak memory of the process   ${peakMiB()} MiB`);
  measureExamples(15);
  const peers = args.includes('--no-peers')
    ? { hiera: 'n/a', jsonnet: 'n/a' }
    : await againstPeers(join(directory, 'small'), small);
  if (!args.includes('--small')) {
    small.resolution = undefined;
    measure(join(directory, 'medium'), 10_000, 12, 3);
    measure(join(directory, 'large'), 30_000, 12, 3);
    console.log(`  peak memory of the process   ${peakMiB()} MiB`);
  }
  console.log(
    `resolve: leaves=${small.leaves} cold_ratio=${small.coldRatio.toFixed(
      2,
    )} edit_ms=${small.editLeaf.toFixed(
      2,
    )} provenance_share=${small.provenanceShare.toFixed(2)} hiera_ratio=${
      peers.hiera
    } jsonnet_ratio=${peers.jsonnet}`,
  );
} finally {
  rmSync(directory, { recursive: true, force: true });
}

function peakMiB() {
  return Math.round(process.resourceUsage().maxRSS / 1024);
}
