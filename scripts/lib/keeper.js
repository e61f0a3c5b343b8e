'use strict';

/**
 * Keeps one program company so that it never outlives the script that wanted it.
 *
 * The script starts this file as the leader of a new process group and stays connected to it
 * by IPC. When the connection ends, for whatever reason (a crash and `kill -9` included), or
 * when asked to stop, the program gets its stop signal, then whatever is left of the group is
 * killed. A terminal's Ctrl-C does not reach the group: the script decides on the order.
 */

const { spawn } = require('node:child_process');
const fs = require('node:fs');

const spec = JSON.parse(process.argv[2]);
/** Time for grandchildren to follow their parent before they are killed. */
const SWEEP_MS = 200;

let stopping = false;

const child = spawn(spec.command, spec.args, {
  cwd: spec.cwd,
  uid: spec.uid,
  gid: spec.gid,
  stdio: ['ignore', 'inherit', 'inherit'],
});

child.on('error', error =>
  finish({ code: null, signal: null, error: error.code }),
);
child.on('exit', (code, signal) => finish({ code, signal, error: null }));

process.on('disconnect', stop);
process.on('message', message => message === 'stop' && stop());
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, stop);
}

function stop() {
  if (stopping) {
    return;
  }
  stopping = true;
  child.kill(spec.stopSignal);
  setTimeout(killGroup, spec.graceMs);
}

function finish(end) {
  stopping = true;
  for (const folder of spec.removeAfterwards) {
    fs.rmSync(folder, { recursive: true, force: true });
  }
  if (process.connected) {
    process.send(end, () => {});
  }
  process.kill(-process.pid, 'SIGTERM');
  setTimeout(killGroup, SWEEP_MS);
}

function killGroup() {
  process.kill(-process.pid, 'SIGKILL');
}
