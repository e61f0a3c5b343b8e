'use strict';

const assert = require('node:assert/strict');
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const test = require('node:test');

const { lockInstance } = require('./instance-lock');
const { scratch, until } = require('./testing');

const LOCK = path.join(__dirname, 'instance-lock.js');

/** Another process that takes the lock and keeps it until it is killed. */
function holder(t, folder) {
  const child = spawn(
    process.execPath,
    [
      '-e',
      `require(${JSON.stringify(LOCK)}).lockInstance(${JSON.stringify(
        folder,
      )}, { url: 'http://localhost:3000' });
       console.log('taken');
       setInterval(() => {}, 1000);`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  t.after(() => child.kill('SIGKILL'));
  return new Promise(resolve =>
    child.stdout.once('data', () => resolve(child)),
  );
}

test('a second start on the same data is refused, naming where the first one is', async t => {
  const folder = scratch(t);
  const first = await holder(t, folder);
  assert.throws(
    () => lockInstance(folder, { url: 'http://localhost:3100' }),
    error =>
      error.message.includes('http://localhost:3000') &&
      error.message.includes(`process ${first.pid}`),
  );
});

test('the lock of a process that was killed does not count', async t => {
  const folder = scratch(t);
  const first = await holder(t, folder);
  first.kill('SIGKILL');
  await until(() => first.signalCode);
  lockInstance(folder, { url: 'http://localhost:3100' })();
});

test('a process id that somebody else got since does not count', t => {
  const folder = scratch(t);
  fs.writeFileSync(
    path.join(folder, 'portal.lock'),
    JSON.stringify({ pid: process.ppid, started: 'long ago', url: '' }),
  );
  lockInstance(folder, { url: '' })();
});

test('a released lock leaves nothing behind', t => {
  const folder = scratch(t);
  const release = lockInstance(folder, { url: '' });
  assert.deepEqual(fs.readdirSync(folder), ['portal.lock']);
  release();
  assert.deepEqual(fs.readdirSync(folder), []);
});

test('a broken lock file does not keep anybody out', t => {
  const folder = scratch(t);
  fs.writeFileSync(path.join(folder, 'portal.lock'), '{"pid"');
  lockInstance(folder, { url: '' })();
});
