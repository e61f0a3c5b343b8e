'use strict';

const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const { fingerprint, readStamp, writeStamp } = require('./fingerprint');
const { openLog, readLog, lastLines } = require('./logs');
const { NETWORK_ERRORS } = require('./node-runtime');
const { shown } = require('./places');
const { startSupervised } = require('./supervised');
const { Problem, task } = require('./terminal');
const { workspaces } = require('./workspaces');

/** The fields of a package.json that decide what gets installed. */
const DECIDING_FIELDS = [
  'name',
  'version',
  'bin',
  'workspaces',
  'dependencies',
  'devDependencies',
  'optionalDependencies',
  'peerDependencies',
  'resolutions',
];

/** The native module that nothing works without; it must fit the Node that loads it. */
const NATIVE = 'better-sqlite3';

function vendoredYarn(root) {
  const [, file] = fs
    .readFileSync(path.join(root, '.yarnrc.yml'), 'utf8')
    .match(/^yarnPath:\s*(\S+)/m);
  return path.join(root, file);
}

function wantedState(root, node) {
  const manifests = workspaces(root).map(({ folder, manifest }) =>
    JSON.stringify([
      path.relative(root, folder),
      DECIDING_FIELDS.map(field => manifest[field] ?? null),
    ]),
  );
  return fingerprint([
    node.version,
    process.platform,
    process.arch,
    fs.readFileSync(path.join(root, 'yarn.lock')),
    fs.readFileSync(path.join(root, '.yarnrc.yml')),
    ...manifests,
  ]);
}

function yarnEnvironment(env) {
  const settings = {
    YARN_ENABLE_TELEMETRY: '0',
    YARN_ENABLE_PROGRESS_BARS: '0',
    SCARF_ANALYTICS: 'false',
    DO_NOT_TRACK: '1',
  };
  // Yarn does not read npm's settings. npm tells its scripts those that are not the default.
  for (const [ours, npms] of [
    ['YARN_NPM_REGISTRY_SERVER', 'npm_config_registry'],
    ['YARN_HTTPS_PROXY', 'npm_config_https_proxy'],
    ['YARN_HTTP_PROXY', 'npm_config_proxy'],
    ['YARN_HTTPS_CA_FILE_PATH', 'npm_config_cafile'],
  ]) {
    if (env[npms]) {
      settings[ours] = env[npms].replace(/\/$/, '');
    }
  }
  return { ...settings, ...env };
}

/**
 * What Yarn reports after trying again a few times. It would go on for each of thousands of
 * packages, though nothing can come of it any more.
 */
const GIVEN_UP = new RegExp(
  `YN0001: .*RequestError.*(${NETWORK_ERRORS.source})`,
);
const LOOK_MS = 500;

async function yarn(root, node, env, args, log) {
  const program = startSupervised({
    command: node.execPath,
    args: [vendoredYarn(root), ...args],
    cwd: root,
    env: yarnEnvironment(env),
    log: log.fd,
  });
  const look = setInterval(() => {
    if (GIVEN_UP.test(readLog(log.file))) {
      program.stop();
    }
  }, LOOK_MS);
  const { code, error } = await program.ended;
  clearInterval(look);
  appendBuildLogs(log);
  return code === 0 && !error;
}

/** Yarn keeps the output of failed builds in files that the system soon deletes. */
function appendBuildLogs(log) {
  for (const [, file] of readLog(log.file).matchAll(
    /logs can be found here: ([^)\s]+)/g,
  )) {
    fs.appendFileSync(log.file, `\n--- ${file}\n${readLog(file)}`);
  }
}

function loads(root, node) {
  const { status } = spawnSync(
    node.execPath,
    ['-e', `new (require('${NATIVE}'))(':memory:').close()`],
    { cwd: path.join(root, 'packages/backend'), stdio: 'ignore' },
  );
  return status === 0;
}

function isOnPath(names, env) {
  return names.some(name =>
    (env.PATH ?? '')
      .split(path.delimiter)
      .some(folder => fs.existsSync(path.join(folder, name))),
  );
}

function missingTools(env) {
  return [
    ['a C++ compiler', ['c++', 'g++', 'clang++']],
    ['make', ['make', 'gmake']],
    ['Python 3', ['python3', 'python']],
  ]
    .filter(([, names]) => !isOnPath(names, env))
    .map(([tool]) => tool);
}

function installProblem(log, env) {
  const text = readLog(log.file);
  const seeLog = `The full log is ${shown(log.file)}.`;
  const native = new RegExp(`YN0009:.*${NATIVE}@`).test(text);
  const missing = missingTools(env);
  if (native && missing.length > 0) {
    const how =
      process.platform === 'darwin'
        ? 'xcode-select --install'
        : 'for example apt-get install build-essential python3';
    return new Problem(
      `The SQLite driver has to be compiled, but there is no C++ toolchain: ${missing.join(
        ', ',
      )} not found.`,
      `Install it (${how}), then try again.`,
    );
  }
  if (/YN0028/.test(text)) {
    return new Problem(
      'yarn.lock does not fit the package.json files.',
      `Undo local changes to them, or update the lockfile with yarn install. ${seeLog}`,
    );
  }
  if (/ENOSPC/.test(text)) {
    return new Problem(
      'The disk is full.',
      `The installation needs about 3 GB. ${seeLog}`,
    );
  }
  if (!native && NETWORK_ERRORS.test(text)) {
    return new Problem(
      'The npm registry cannot be reached, so the dependencies cannot be installed.',
      `Connect to the network (or set npm's registry and proxy), then try again. ${seeLog}`,
    );
  }
  return new Problem('The installation failed.', seeLog, {
    // A keytar that cannot be built is expected: it is optional and not used.
    details: lastLines(text, 8, /YN0001|YN0009|rror/).filter(
      line => !line.includes('keytar'),
    ),
  });
}

/**
 * Installs from the lockfile with the vendored Yarn, unless that has been done for this very
 * state and Node.
 */
async function install({ root, node, dataFolder, env }) {
  const stamp = path.join(root, 'node_modules/.commonhold-install.json');
  const wanted = wantedState(root, node);
  if (readStamp(stamp) === wanted && loads(root, node)) {
    return;
  }
  fs.rmSync(stamp, { force: true });

  const log = openLog(dataFolder, 'install');
  try {
    await task(
      'Installing dependencies (two to five minutes the first time)',
      async () => {
        if (!(await yarn(root, node, env, ['install', '--immutable'], log))) {
          throw installProblem(log, env);
        }
      },
    );
    if (!loads(root, node)) {
      await task(`Building ${NATIVE} for Node.js ${node.version}`, async () => {
        await yarn(root, node, env, ['rebuild', NATIVE], log);
        if (!loads(root, node)) {
          throw installProblem(log, env);
        }
      });
    }
  } finally {
    fs.closeSync(log.fd);
  }
  writeStamp(stamp, wanted);
}

module.exports = { install, installProblem, vendoredYarn, wantedState };
