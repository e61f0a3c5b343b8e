/*
 * Ten thousand random and mutated inputs: none may throw, take longer than a second
 * or need more than 256 MiB. Run it with `npm run fuzz:topology -- [inputs] [first seed]`.
 */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { bundle } from '../bench/bundle.mjs';

const HEAP_MIB = 256;

if (process.argv[2] !== '--inside') {
  const self = fileURLToPath(import.meta.url);
  execFileSync(
    process.execPath,
    [
      `--max-old-space-size=${HEAP_MIB}`,
      '--expose-gc',
      self,
      '--inside',
      ...process.argv.slice(2),
    ],
    { stdio: 'inherit' },
  );
} else {
  const [inputs = '10000', first = '1'] = process.argv.slice(3);
  const { resolve, diff, fuzzInput } = await bundle('fuzz/entry.ts');
  let slowest = { seed: 0, ms: 0 };
  let largest = { seed: 0, mib: 0 };
  const failures = [];
  for (let i = 0; i < Number(inputs); i++) {
    const seed = Number(first) + i;
    const { tree, components } = fuzzInput(seed);
    const before = process.memoryUsage().heapUsed;
    const started = performance.now();
    try {
      const resolution = resolve(tree, { components });
      for (const leaf of resolution.leaves.values()) {
        leaf.components.forEach(result => [...result.origins(), result.sha256]);
      }
      diff(
        resolution,
        resolution.update(new Map([['topology/dns.yaml', 'a: 1']])),
      );
    } catch (error) {
      failures.push(`seed ${seed} throws: ${error.stack}`);
    }
    const ms = performance.now() - started;
    const mib = (process.memoryUsage().heapUsed - before) / 1024 / 1024;
    if (ms > slowest.ms) {
      slowest = { seed, ms };
    }
    if (mib > largest.mib) {
      largest = { seed, mib };
    }
    if (ms > 1000) {
      failures.push(`seed ${seed} takes ${ms.toFixed(0)} ms`);
    }
    if (i % 200 === 0) {
      global.gc();
    }
  }
  failures.forEach(failure => console.log(failure));
  console.log(
    `fuzz: inputs=${inputs} failures=${
      failures.length
    } slowest_ms=${slowest.ms.toFixed(0)} (seed ${
      slowest.seed
    }) heap_limit_mib=${HEAP_MIB} largest_growth_mib=${largest.mib.toFixed(
      0,
    )} (seed ${largest.seed}) peak_rss_mib=${Math.round(
      process.resourceUsage().maxRSS / 1024,
    )}`,
  );
  process.exitCode = failures.length > 0 ? 1 : 0;
}
