'use strict';

const http = require('node:http');
const path = require('node:path');

const {
  fleetRepository,
  repositoriesFolder,
} = require('./deployment-repositories');
const { lastLines, readLog } = require('./logs');
const { shown } = require('./places');
const { startSupervised } = require('./supervised');
const { Problem, task } = require('./terminal');

const HOST = '127.0.0.1';
const READY_TIMEOUT_MS = 180_000;
const POLL_MS = 200;

/**
 * What this start wants other than app-config.yaml says. Backstage reads `APP_CONFIG_*` last,
 * so that a user's own app-config.local.yaml keeps its say in everything else.
 */
function configuration({ options, dataFolder, database, cluster }) {
  const appUrl = `http://localhost:${options.port}`;
  const backendUrl = `http://localhost:${options.backendPort}`;
  const settings = {
    app_baseUrl: appUrl,
    backend_baseUrl: backendUrl,
    backend_cors_origin: appUrl,
    // Personas sign in without a password: nobody but this machine may reach them.
    backend_listen: { host: HOST, port: options.backendPort },
    platformResources_repositories_directory: path.join(dataFolder, 'mirrors'),
    platformResources_repositories_rewrite: [
      {
        from: 'https://git.meridian.example/',
        to: `${repositoriesFolder(dataFolder)}/`,
      },
    ],
    platformResources_providers: {
      gitops: {
        directory: path.join(dataFolder, 'fleet'),
        repositories: { fleet: { url: `file:${fleetRepository(dataFolder)}` } },
      },
      postgresql: { clusters: { main: connectionOf(cluster) } },
      prometheus: {
        servers: {
          main: { ruleDirectory: path.join(dataFolder, 'alerting/rules') },
        },
      },
    },
    ...(database
      ? {
          backend_database_client: 'pg',
          backend_database_connection: connectionOf(database),
        }
      : {
          backend_database_connection_directory: path.join(
            dataFolder,
            'sqlite',
          ),
        }),
  };
  return Object.fromEntries(
    Object.entries(settings).map(([key, value]) => [
      `APP_CONFIG_${key}`,
      JSON.stringify(value),
    ]),
  );
}

function connectionOf({ host, port, user, password }) {
  return { host, port, user, password };
}

/**
 * Starts the backend from its sources, without the file watching of development.
 *
 * @param database the PostgreSQL that the portal itself is on, if it is
 * @param cluster the PostgreSQL behind relational databases
 */
function startBackend({
  root,
  node,
  env,
  options,
  dataFolder,
  database,
  cluster,
  log,
}) {
  return startSupervised({
    command: node.execPath,
    args: [
      '--enable-source-maps',
      '--require',
      path.join(root, 'node_modules/@backstage/cli/config/nodeTransform.cjs'),
      'src/index.ts',
    ],
    cwd: path.join(root, 'packages/backend'),
    env: {
      ...env,
      NODE_ENV: 'development',
      NODE_COMPILE_CACHE: path.join(dataFolder, 'cache/compiled'),
      COMMONHOLD_DATA_DIR: dataFolder,
      ...configuration({ options, dataFolder, database, cluster }),
    },
    log: log.fd,
    // It may be in the middle of reading the whole estate; both databases survive being cut off.
    graceMs: 5000,
  });
}

function get(port, urlPath, headers = {}) {
  return new Promise((resolve, reject) => {
    const request = http.get(
      { host: HOST, port, path: urlPath, headers, timeout: 5000, agent: false },
      response => {
        let body = '';
        response.setEncoding('utf8');
        response.on('data', chunk => (body += chunk));
        response.on('end', () =>
          resolve({ status: response.statusCode, body }),
        );
        response.on('error', reject);
      },
    );
    request.on('timeout', () => request.destroy(new Error('timeout')));
    request.on('error', reject);
  });
}

const TELLING = /\b(error|Error|EADDRINUSE|Cannot find)\b|failed|threw/;
const LONGEST_LINE = 300;

/** The lines of a Backstage log that tell why it ended; its last ones if none stands out. */
function reasons(log) {
  const lines = lastLines(readLog(log.file), Infinity);
  const telling = lines.filter(
    line => TELLING.test(line) && !/ (warn|info) /.test(line),
  );
  return (telling.length > 0 ? telling : lines)
    .slice(-6)
    .map(line => line.slice(0, LONGEST_LINE));
}

function backendProblem(what, log) {
  return new Problem(what, `The full log is ${shown(log.file)}.`, {
    details: reasons(log),
  });
}

/** Waits until every plugin has started. */
async function untilBackendIsReady(backend, options, log) {
  await task('Starting the portal', async () => {
    let end;
    backend.ended.then(value => {
      end = value;
    });
    const deadline = Date.now() + READY_TIMEOUT_MS;
    for (;;) {
      const answer = await get(
        options.backendPort,
        '/.backstage/health/v1/readiness',
      ).catch(() => undefined);
      if (answer?.status === 200) {
        return;
      }
      if (end) {
        throw backendProblem('The backend stopped while starting.', log);
      }
      if (Date.now() > deadline) {
        throw backendProblem(
          `The backend was not ready after ${
            READY_TIMEOUT_MS / 60_000
          } minutes${answer ? `: ${answer.body}` : ''}.`,
          log,
        );
      }
      await new Promise(resolve => setTimeout(resolve, POLL_MS));
    }
  });
}

module.exports = {
  HOST,
  startBackend,
  untilBackendIsReady,
  backendProblem,
  configuration,
  get,
};
