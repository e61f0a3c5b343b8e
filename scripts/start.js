'use strict';

/**
 * `npm start`: from a fresh clone to the running demo portal. `yarn start` is the Backstage
 * CLI's development server, as in every Backstage repository.
 */

const { buildAppBundle } = require('./lib/app-bundle');
const {
  HOST,
  backendProblem,
  startBackend,
  untilBackendIsReady,
} = require('./lib/backend');
const { resetData } = require('./lib/data');
const {
  prepareDeploymentRepositories,
  prepareFleetRepository,
} = require('./lib/deployment-repositories');
const { readPersonas, untilEstateIsThere } = require('./lib/estate');
const { runInForeground } = require('./lib/foreground');
const { lockInstance } = require('./lib/instance-lock');
const { openLog } = require('./lib/logs');
const { USAGE, parseOptions } = require('./lib/options');
const { dataFolder, root, shown } = require('./lib/places');
const { LOOPBACK, checkPorts, forward } = require('./lib/ports');
const { startPostgres } = require('./lib/postgres');
const { killAll, stopAll } = require('./lib/supervised');
const { say, complain } = require('./lib/terminal');
const {
  backstageCli,
  calledByYarn,
  prepareToolchain,
  warnOfNode,
} = require('./lib/toolchain');

/** npm passes a terminal's Ctrl-C on, so that one arrives twice. */
const SAME_KEYPRESS_MS = 1000;

const PARENT_CHECK_MS = 500;

let stopRequested;

/** The first signal ends everything in good order, a later one at once. */
function onSignal() {
  if (stopRequested === undefined) {
    stopRequested = Date.now();
    say('\nStopping …');
    end(0);
  } else if (Date.now() - stopRequested > SAME_KEYPRESS_MS) {
    killAll().then(() => process.exit(1));
  }
}

/**
 * A SIGTERM to npm ends npm and its shell, but never gets here. That the parent is gone tells.
 * Started by hand there may be no such parent (`nohup`), so this is for npm alone.
 */
function stopWithNpm() {
  if (process.env.npm_lifecycle_event !== 'start') {
    return;
  }
  const parent = process.ppid;
  const check = setInterval(() => {
    if (process.ppid !== parent) {
      clearInterval(check);
      onSignal();
    }
  }, PARENT_CHECK_MS);
  check.unref();
}

const cleanUps = [];

async function end(exitCode) {
  for (const cleanUp of cleanUps.splice(0).reverse()) {
    await cleanUp();
  }
  process.exit(exitCode);
}

async function startPortal(options) {
  const data = dataFolder();
  const url = `http://localhost:${options.port}`;
  cleanUps.push(lockInstance(data, { url }), stopAll);
  await checkPorts([
    { port: options.port, purpose: 'the app', option: '--port' },
    {
      port: options.backendPort,
      purpose: 'the backend',
      option: '--backend-port',
    },
  ]);

  const toolchain = await prepareToolchain();
  if (options.reset) {
    resetData(data);
    say('Deleted the data of earlier starts.');
  }
  prepareRepositories(data);
  await buildAppBundle(toolchain);

  const database = options.postgres
    ? await startPostgres({
        root,
        folder: `${data}/postgres`,
        log: openLog(data, 'postgres'),
      })
    : undefined;
  // What the portal manages for applications is real, and not what it is on itself.
  const cluster = await startPostgres({
    root,
    folder: `${data}/databases`,
    log: openLog(data, 'databases'),
  });
  const log = openLog(data, 'backend');
  const backend = startBackend({
    ...toolchain,
    options,
    database,
    cluster,
    log,
  });
  await untilBackendIsReady(backend, options, log);

  const personas = readPersonas(root);
  let ended = false;
  backend.ended.then(() => {
    ended = true;
  });
  await untilEstateIsThere({
    options,
    personas,
    dataFolder: data,
    stopped: () => ended,
  });
  if (!ended) {
    // The backend serves the app as well. Both addresses answer, as in development.
    const target = { host: HOST, port: options.backendPort };
    const others = LOOPBACK.filter(host => host !== HOST);
    cleanUps.push(await forward(options.backendPort, target, others));
    cleanUps.push(await forward(options.port, target));
    welcome(url, personas, data);
  }
  await backend.ended;
  throw backendProblem('The backend stopped.', log);
}

/** Git repositories of the demo estate: what applications declare, and what runs. */
function prepareRepositories(data) {
  prepareDeploymentRepositories({ root, dataFolder: data });
  prepareFleetRepository({ root, dataFolder: data });
}

function welcome(url, personas, data) {
  say(`\nThe portal is ready: ${url}\n`);
  if (personas.length > 0) {
    say('Sign in there as one of:');
    const width = Math.max(...personas.map(({ title }) => title.length));
    for (const { title, description } of personas) {
      say(`  ${title.padEnd(width)}  ${description ?? ''}`.trimEnd());
    }
  }
  say(`\nData and logs are in ${shown(data)}. Press Ctrl-C to stop.`);
}

async function main(args) {
  if (calledByYarn()) {
    warnOfNode();
    prepareRepositories(dataFolder());
    process.exit(
      await runInForeground(
        process.execPath,
        backstageCli(['repo', 'start', ...args]),
        { cwd: root },
      ),
    );
  }
  const options = parseOptions(args);
  if (options.help) {
    say(USAGE);
    return;
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, onSignal);
  }
  stopWithNpm();
  await startPortal(options);
}

main(process.argv.slice(2)).catch(async error => {
  // What is being stopped on request may well fail on its way.
  if (stopRequested === undefined) {
    complain(error);
    await end(error.exitCode ?? 1);
  }
});
