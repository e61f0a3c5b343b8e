'use strict';

const { spawn } = require('node:child_process');
const path = require('node:path');

const KEEPER = path.join(__dirname, 'keeper.js');

/** What runs now; `stopAll` ends it, whoever started it. */
const running = new Set();

/**
 * Starts a program in its own process group (see keeper.js).
 *
 * @param options.log file descriptor for its output, or 'inherit'
 * @param options.stopSignal what makes it end in good order; SIGTERM unless told
 * @param options.graceMs how long it may take to do so before it is killed
 * @param options.removeAfterwards folders to delete once it has ended
 * @returns `{ pid, ended, stop(), kill() }`; `ended` resolves, never rejects, to
 *   `{ code, signal, error }` once nothing of the group is left
 */
function startSupervised(options) {
  const spec = {
    command: options.command,
    args: options.args ?? [],
    cwd: options.cwd ?? process.cwd(),
    uid: options.uid,
    gid: options.gid,
    stopSignal: options.stopSignal ?? 'SIGTERM',
    graceMs: options.graceMs ?? 8000,
    removeAfterwards: options.removeAfterwards ?? [],
  };
  const output = options.log ?? 'inherit';
  const keeper = spawn(process.execPath, [KEEPER, JSON.stringify(spec)], {
    // NODE_OPTIONS are meant for the program, but harmless for its keeper.
    env: options.env ?? process.env,
    detached: true,
    stdio: ['ignore', output, output, 'ipc'],
  });

  let end;
  keeper.on('message', message => {
    end = message;
  });
  const program = {
    pid: keeper.pid,
    ended: new Promise(resolve => {
      keeper.on('error', error =>
        resolve({ code: null, signal: null, error: error.code }),
      );
      keeper.on('exit', (code, signal) => {
        running.delete(program);
        resolve(end ?? { code, signal, error: null });
      });
    }),
    stop() {
      keeper.ref();
      keeper.channel?.ref();
      if (keeper.connected) {
        keeper.send('stop', () => {});
      }
      return program.ended;
    },
    kill() {
      try {
        process.kill(-keeper.pid, 'SIGKILL');
      } catch {
        // It ended by itself in the meantime.
      }
      return program.ended;
    },
    /** Lets this process end while the program still runs; the keeper then stops it. */
    unref() {
      keeper.unref();
      keeper.channel?.unref();
    },
  };
  running.add(program);
  return program;
}

/** Newest first, as a later program may need an earlier one to end well. */
async function stopAll() {
  for (const program of [...running].reverse()) {
    await program.stop();
  }
}

function killAll() {
  return Promise.all([...running].map(program => program.kill()));
}

module.exports = { startSupervised, stopAll, killAll };
