'use strict';

const net = require('node:net');

const { Problem } = require('./terminal');

/** `localhost` is one or the other, depending on the machine and the program that asks. */
const LOOPBACK = ['127.0.0.1', '::1'];

function listen(server, port, host) {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host, exclusive: true }, () => {
      server.off('error', reject);
      resolve(server);
    });
  });
}

function close(server) {
  return new Promise(resolve => server.close(resolve));
}

function isAbsentAddress(error) {
  return ['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EINVAL'].includes(error.code);
}

function accepts(port, host) {
  return new Promise(resolve => {
    const socket = net.connect({ port, host, timeout: 1000 });
    const answer = value => {
      socket.destroy();
      resolve(value);
    };
    socket.once('connect', () => answer(true));
    socket.once('timeout', () => answer(false));
    socket.once('error', () => answer(false));
  });
}

/**
 * Binding alone does not tell on macOS, where a program on all interfaces leaves the
 * loopback address free to bind; connecting alone misses what does not accept yet.
 */
async function isTaken(port) {
  for (const host of LOOPBACK) {
    if (await accepts(port, host)) {
      return true;
    }
    try {
      await close(await listen(net.createServer(), port, host));
    } catch (error) {
      if (error.code === 'EACCES') {
        throw new Problem(
          `This user may not use port ${port}.`,
          'Choose one above 1023.',
        );
      }
      if (!isAbsentAddress(error)) {
        return true;
      }
    }
  }
  return false;
}

/** @param uses `[{ port, purpose, option }]` */
async function checkPorts(uses) {
  for (const { port, purpose, option } of uses) {
    if (await isTaken(port)) {
      throw new Problem(
        `Port ${port}, needed for ${purpose}, is taken by another program.`,
        `Stop that program (\`lsof -i :${port}\` shows it), or choose another port: npm start -- ${option} ${
          port + 100
        }`,
      );
    }
  }
}

async function freePort() {
  const server = await listen(net.createServer(), 0, '127.0.0.1');
  const { port } = server.address();
  await close(server);
  return port;
}

/**
 * Forwards connections from `port` on loopback to `target` (`{ port, host }`), so that one
 * server answers at two places.
 *
 * @returns a function that ends it, open connections included
 */
async function forward(port, target, hosts = LOOPBACK) {
  const sockets = new Set();
  const servers = [];
  const onConnection = incoming => {
    const outgoing = net.connect(target);
    for (const [one, other] of [
      [incoming, outgoing],
      [outgoing, incoming],
    ]) {
      sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
    }
    incoming.pipe(outgoing).pipe(incoming);
  };
  for (const host of hosts) {
    try {
      servers.push(await listen(net.createServer(onConnection), port, host));
    } catch (error) {
      if (!isAbsentAddress(error)) {
        await Promise.all(servers.map(close));
        throw error.code === 'EADDRINUSE'
          ? new Problem(
              `Port ${port} was taken by another program meanwhile.`,
              'Try again.',
            )
          : error;
      }
    }
  }
  return async () => {
    const closed = servers.map(close);
    sockets.forEach(socket => socket.destroy());
    await Promise.all(closed);
  };
}

module.exports = { LOOPBACK, isTaken, checkPorts, freePort, forward };
