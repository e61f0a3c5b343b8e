'use strict';

/**
 * Gives every Jest run its own PostgreSQL, started once: `TestDatabases` then tests
 * POSTGRES_18 beside SQLITE_3, without Docker. `COMMONHOLD_TEST_POSTGRES=off` leaves it out.
 */

const { openLog } = require('../lib/logs');
const { root } = require('../lib/places');
const { startPostgres, temporaryFolder } = require('../lib/postgres');

const CONNECTION = 'BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING';

module.exports = async function postgresSetup() {
  // Where a database is not there, its tests are left out rather than sent to Docker.
  process.env.BACKSTAGE_TEST_DISABLE_DOCKER = '1';
  if (process.env[CONNECTION]) {
    return;
  }
  if (process.env.COMMONHOLD_TEST_POSTGRES === 'off') {
    process.stderr.write(
      'Tests on PostgreSQL are left out, as COMMONHOLD_TEST_POSTGRES=off asks.\n',
    );
    return;
  }
  const folder = temporaryFolder();
  const server = await startPostgres({
    root,
    folder,
    log: openLog(folder, 'postgres'),
    temporary: true,
  });
  // Should Jest end without its teardown, the server ends with it.
  server.unref();
  process.env[CONNECTION] = server.connectionString;
  globalThis.commonholdTestPostgres = server;
};
