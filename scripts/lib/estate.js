'use strict';

const fs = require('node:fs');
const { createRequire } = require('node:module');
const path = require('node:path');

const { get } = require('./backend');
const { readStamp, writeStamp } = require('./fingerprint');
const { say, task } = require('./terminal');

const POLL_MS = 500;
/** The catalog counts as complete when nothing was added for this long. */
const QUIET_MS = 2500;
const TIMEOUT_MS = 120_000;

/** The personas that the sign-in page offers: `[{ id, title, description, userEntityRef }]`. */
function readPersonas(root) {
  // Only there after the installation, hence not at the top.
  const { parse } = createRequire(path.join(root, 'packages/backend/'))('yaml');
  const config = parse(
    fs.readFileSync(path.join(root, 'app-config.yaml'), 'utf8'),
  );
  return config.auth?.providers?.personas?.personas ?? [];
}

async function signIn(port, persona) {
  const { status, body } = await get(port, '/api/auth/personas/refresh', {
    'x-requested-with': 'XMLHttpRequest',
    'x-commonhold-persona': persona.id,
  });
  return status === 200 ? JSON.parse(body).backstageIdentity?.token : undefined;
}

async function countEntities(port, token) {
  const { status, body } = await get(
    port,
    '/api/catalog/entities/by-query?limit=1&fields=kind',
    { authorization: `Bearer ${token}` },
  );
  return status === 200 ? JSON.parse(body).totalItems : undefined;
}

/** What each persona sees of the catalog, or undefined while one cannot sign in yet. */
async function view(port, personas) {
  const counts = [];
  for (const persona of personas) {
    const token = await signIn(port, persona);
    const count = token && (await countEntities(port, token));
    if (count === undefined) {
      return undefined;
    }
    counts.push(count);
  }
  return counts.join();
}

/**
 * Waits until every persona can sign in and, the first time on this data, until the catalog has
 * taken in all of the demo estate.
 */
async function untilEstateIsThere({ options, personas, dataFolder, stopped }) {
  const database = options.postgres ? 'postgres' : 'sqlite';
  const stamp = path.join(dataFolder, `estate-ready-${database}.json`);
  const before = readStamp(stamp) !== undefined;
  if (personas.length === 0) {
    return;
  }
  await task(
    before ? 'Opening the demo estate' : 'Preparing the demo estate',
    async () => {
      const deadline = Date.now() + TIMEOUT_MS;
      let seen;
      let since = Date.now();
      while (Date.now() < deadline && !stopped()) {
        const now = await view(options.backendPort, personas).catch(
          () => undefined,
        );
        if (now !== seen) {
          seen = now;
          since = Date.now();
        }
        if (seen && (before || Date.now() - since >= QUIET_MS)) {
          writeStamp(stamp, new Date().toISOString());
          return;
        }
        await new Promise(resolve => setTimeout(resolve, POLL_MS));
      }
      if (!stopped()) {
        say(
          'The demo estate is still being read. The portal is usable; some things appear later.',
        );
      }
    },
  );
}

module.exports = { readPersonas, untilEstateIsThere };
