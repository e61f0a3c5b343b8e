'use strict';

const assert = require('node:assert/strict');
const http = require('node:http');
const net = require('node:net');
const test = require('node:test');

const { checkPorts, forward, freePort, isTaken } = require('./ports');

async function occupy(t, host, port) {
  const server = net.createServer();
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, resolve);
  });
  t.after(() => server.close());
  return server;
}

async function fetchText(port, host = '127.0.0.1') {
  return new Promise((resolve, reject) => {
    http
      .get({ host, port, agent: false }, response => {
        let text = '';
        response.on('data', chunk => (text += chunk));
        response.on('end', () => resolve(text));
      })
      .on('error', reject);
  });
}

for (const host of ['127.0.0.1', '0.0.0.0', '::1', '::']) {
  test(`a port is taken when a program listens on ${host}`, async t => {
    const port = await freePort();
    assert.equal(await isTaken(port), false);
    try {
      await occupy(t, host, port);
    } catch (error) {
      t.skip(`this machine has no address ${host} (${error.code})`);
      return;
    }
    assert.equal(await isTaken(port), true);
  });
}

test('a taken port is named, with what needs it and how to choose another', async t => {
  const port = await freePort();
  await occupy(t, '127.0.0.1', port);
  await assert.rejects(
    checkPorts([{ port, purpose: 'the app', option: '--port' }]),
    error =>
      error.message.includes(`Port ${port}, needed for the app, is taken`) &&
      error.message.includes('npm start -- --port'),
  );
});

test('a free port raises nothing', async () => {
  await checkPorts([
    { port: await freePort(), purpose: 'the app', option: '--port' },
  ]);
});

test('one server answers at two ports until forwarding ends', async t => {
  const server = http.createServer((_, response) => response.end('hello'));
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  const port = await freePort();
  const end = await forward(port, {
    host: '127.0.0.1',
    port: server.address().port,
  });

  assert.equal(await fetchText(port), 'hello');
  // An idle connection must not hold up the end.
  const idle = net.connect(port, '127.0.0.1');
  await new Promise(resolve => idle.once('connect', resolve));
  idle.on('error', () => {});
  await end();
  assert.equal(await isTaken(port), false);
});

test('forwarding to a server that is gone closes the connection', async t => {
  const target = { host: '127.0.0.1', port: await freePort() };
  const port = await freePort();
  const end = await forward(port, target);
  t.after(end);
  await assert.rejects(fetchText(port), { code: 'ECONNRESET' });
});
