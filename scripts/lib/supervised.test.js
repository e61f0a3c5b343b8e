'use strict';

const assert = require('node:assert/strict');
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const test = require('node:test');

const { startSupervised } = require('./supervised');
const { isAlive, scratch, until } = require('./testing');

/** A program with a child of its own that writes both process ids and goes on for ever. */
const FAMILY = `
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const child = spawn(process.execPath, ['-e', 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000)']);
fs.writeFileSync(process.argv[1] + '.draft', JSON.stringify([process.pid, child.pid]));
fs.renameSync(process.argv[1] + '.draft', process.argv[1]);
setInterval(() => {}, 1000);
`;

async function pidsIn(file) {
  await until(() => fs.existsSync(file));
  return JSON.parse(fs.readFileSync(file, 'utf8'));
}

test('a program that ends by itself reports its exit code', async () => {
  const { ended } = startSupervised({
    command: process.execPath,
    args: ['-e', 'process.exitCode = 3'],
  });
  assert.deepEqual(await ended, { code: 3, signal: null, error: null });
});

test('a program that does not exist is reported as such', async () => {
  const { ended } = startSupervised({ command: '/no/such/program' });
  assert.equal((await ended).error, 'ENOENT');
});

test('stopping a program ends its children too, even those that ignore it', async t => {
  const file = path.join(scratch(t), 'pids');
  const program = startSupervised({
    command: process.execPath,
    args: ['-e', FAMILY, file],
  });
  const pids = await pidsIn(file);
  assert.deepEqual(pids.map(isAlive), [true, true]);
  await program.stop();
  await until(() => !pids.some(isAlive));
});

test('a program that ignores its stop signal is killed after the grace', async t => {
  const file = path.join(scratch(t), 'ready');
  const program = startSupervised({
    command: process.execPath,
    args: [
      '-e',
      `process.on('SIGTERM', () => {});
       require('node:fs').writeFileSync(process.argv[1], '');
       setInterval(() => {}, 1000);`,
      file,
    ],
    graceMs: 300,
  });
  await until(() => fs.existsSync(file));
  await program.stop();
  assert.equal(isAlive(program.pid), false);
});

test('a program ends when the script that started it is killed', async t => {
  const folder = scratch(t);
  const file = path.join(folder, 'pids');
  const kept = path.join(folder, 'kept');
  fs.mkdirSync(kept);
  const script = spawn(
    process.execPath,
    [
      '-e',
      `require(${JSON.stringify(
        require.resolve('./supervised'),
      )}).startSupervised(${JSON.stringify({
        command: process.execPath,
        args: ['-e', FAMILY, file],
        removeAfterwards: [kept],
      })});`,
    ],
    { stdio: 'inherit' },
  );
  const pids = await pidsIn(file);
  script.kill('SIGKILL');
  await until(() => !pids.some(isAlive));
  assert.equal(fs.existsSync(kept), false);
});
