'use strict';

const assert = require('node:assert/strict');
const { spawn } = require('node:child_process');
const net = require('node:net');
const path = require('node:path');
const test = require('node:test');

const { lockInstance } = require('./instance-lock');
const { root } = require('./places');
const { freePort } = require('./ports');
const { scratch } = require('./testing');

/** Runs `npm start` as a user sees it: what it prints, and its exit code. */
function start(dataFolder, args, env = {}) {
  return new Promise(resolve => {
    const child = spawn(
      process.execPath,
      [path.join(root, 'scripts/start.js'), ...args],
      {
        env: {
          ...process.env,
          npm_config_user_agent: 'npm/11.0.0',
          COMMONHOLD_DATA_DIR: dataFolder,
          ...env,
        },
      },
    );
    let out = '';
    let err = '';
    child.stdout.on('data', chunk => (out += chunk));
    child.stderr.on('data', chunk => (err += chunk));
    child.on('close', code => resolve({ code, out, err }));
  });
}

/** The options for two free ports, the second one taken if asked. */
async function ports(t, { taken }) {
  const [port, backendPort] = [await freePort(), await freePort()];
  if (taken) {
    const server = net.createServer().listen(backendPort, '127.0.0.1');
    await new Promise(resolve => server.once('listening', resolve));
    t.after(() => server.close());
  }
  return [`--port=${port}`, `--backend-port=${backendPort}`];
}

test('--help shows the usage and does nothing else', async t => {
  const { code, out, err } = await start(scratch(t), ['--help']);
  assert.equal(code, 0);
  assert.match(out, /--postgres/);
  assert.equal(err, '');
});

test('an unknown option is one line', async t => {
  const { code, out, err } = await start(scratch(t), ['--rest']);
  assert.deepEqual([code, out], [2, '']);
  assert.match(err, /^Error: Unknown option "--rest"\. [^\n]*\n$/);
});

test('a taken port is one line, before anything is installed', async t => {
  const options = await ports(t, { taken: true });
  const { code, out, err } = await start(scratch(t), options);
  assert.deepEqual([code, out], [1, '']);
  assert.match(
    err,
    /^Error: Port \d+, needed for the backend, is taken[^\n]*\n$/,
  );
});

test('a portal that runs on the same data is one line', async t => {
  const folder = scratch(t);
  t.after(lockInstance(folder, { url: 'http://localhost:3000' }));
  const { code, out, err } = await start(
    folder,
    await ports(t, { taken: false }),
  );
  assert.deepEqual([code, out], [1, '']);
  assert.match(err, /^Error: The portal already runs [^\n]*\n$/);
});

test('called by Yarn, it is the development server of the Backstage CLI', async t => {
  const { out } = await start(scratch(t), ['--help'], {
    npm_config_user_agent: 'yarn/4.13.0 npm/? node/v22.23.3 linux x64',
  });
  assert.match(out, /backstage-cli repo start/);
});
