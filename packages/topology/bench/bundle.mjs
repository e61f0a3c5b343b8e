import { createRequire } from 'node:module';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The exports of a TypeScript file of this package, bundled as for release. */
export async function bundle(entry) {
  const cache = join(root, '../../node_modules/.cache/commonhold');
  mkdirSync(cache, { recursive: true });
  const outfile = join(
    cache,
    `${entry.replace(/\W/g, '-')}-${process.pid}.cjs`,
  );
  await build({
    entryPoints: [join(root, entry)],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    sourcemap: 'inline',
    outfile,
    logLevel: 'error',
  });
  return createRequire(import.meta.url)(outfile);
}
