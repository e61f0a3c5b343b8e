'use strict';

const assert = require('node:assert/strict');
const fs = require('node:fs');
const { createRequire } = require('node:module');
const path = require('node:path');
const test = require('node:test');

const { resetData } = require('./data');
const { openLog } = require('./logs');
const { root } = require('./places');
const { isTaken } = require('./ports');
const { startPostgres, temporaryFolder } = require('./postgres');

const { Client } = createRequire(path.join(root, 'packages/backend/'))('pg');

function dataFolder(t) {
  const folder = temporaryFolder();
  t.after(() => fs.rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function start(folder, temporary = false) {
  return startPostgres({
    root,
    folder: path.join(folder, 'postgres'),
    log: openLog(folder, 'postgres'),
    temporary,
  });
}

async function query(server, sql, change = {}) {
  const client = new Client({
    connectionString: server.connectionString,
    ...change,
  });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

test('what is stored survives a restart', async t => {
  const folder = dataFolder(t);
  const first = await start(folder);
  await query(first, 'create table kept as select 42 as answer');
  await first.stop();
  assert.equal(await isTaken(first.port), false);

  const second = await start(folder);
  t.after(second.stop);
  assert.deepEqual(await query(second, 'select answer from kept'), [
    { answer: 42 },
  ]);
});

test('only who knows the password gets in', async t => {
  const server = await start(dataFolder(t));
  t.after(server.stop);
  await assert.rejects(
    query(server, 'select 1', {
      connectionString: server.connectionString.replace(server.password, 'no'),
    }),
    /password authentication failed/,
  );
});

test('a reset deletes data and password, and keeps logs and cache', async t => {
  const folder = dataFolder(t);
  const first = await start(folder);
  await query(first, 'create table gone (id int)');
  await first.stop();
  fs.mkdirSync(path.join(folder, 'cache'));
  fs.mkdirSync(path.join(folder, 'sqlite'));

  resetData(folder);
  assert.deepEqual(fs.readdirSync(folder).sort(), ['cache', 'logs']);

  const second = await start(folder);
  t.after(second.stop);
  await assert.rejects(query(second, 'select * from gone'), /does not exist/);
  assert.notEqual(second.password, first.password);
});

test('a temporary server leaves nothing behind', async t => {
  const folder = dataFolder(t);
  const server = await start(folder, true);
  await server.stop();
  assert.equal(fs.existsSync(path.join(folder, 'postgres')), false);
});
