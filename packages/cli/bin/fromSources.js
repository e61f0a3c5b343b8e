const { createHash } = require('node:crypto');
const {
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} = require('node:fs');
const { basename, dirname, join } = require('node:path');

const root = join(__dirname, '../../..');
const packages = [join(__dirname, '..'), join(__dirname, '../../topology')];
const cache = join(root, 'node_modules/.cache/commonhold/cli');

/** Loads the command line from its sources; bundles them if they have changed. */
function loadFromSources(entryPoint) {
  const outfile = join(cache, `${stateOfSources()}.cjs`);
  if (!existsSync(outfile)) {
    bundle(entryPoint, outfile);
  }
  return require(outfile);
}

function stateOfSources() {
  const hash = createHash('sha256');
  const visit = path => {
    const stat = statSync(path);
    if (stat.isDirectory()) {
      readdirSync(path)
        .sort()
        .forEach(name => visit(join(path, name)));
    } else {
      hash.update(`${path}\0${stat.size}\0${stat.mtimeMs}\n`);
    }
  };
  for (const directory of packages) {
    visit(join(directory, 'src'));
    visit(join(directory, 'package.json'));
  }
  return hash.digest('hex').slice(0, 16);
}

function bundle(entryPoint, outfile) {
  let esbuild;
  try {
    esbuild = require('esbuild');
  } catch {
    throw new Error(
      'the dependencies are not installed. Run `npm start` or `yarn install` once.',
    );
  }
  mkdirSync(cache, { recursive: true });
  const unfinished = `${outfile}.${process.pid}`;
  esbuild.buildSync({
    entryPoints: [entryPoint],
    bundle: true,
    platform: 'node',
    target: 'node18',
    format: 'cjs',
    outfile: unfinished,
    logLevel: 'error',
    absWorkingDir: dirname(__dirname),
  });
  renameSync(unfinished, outfile);
  // Earlier states are of no use to anybody. Others may be writing theirs just now.
  for (const name of readdirSync(cache)) {
    if (name.endsWith('.cjs') && name !== basename(outfile)) {
      rmSync(join(cache, name), { force: true });
    }
  }
}

module.exports = { loadFromSources };
