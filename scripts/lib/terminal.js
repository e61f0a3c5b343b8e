'use strict';

/**
 * A problem the user can do something about. It is printed as one line, without a stack:
 * what happened, then what to do.
 */
class Problem extends Error {
  constructor(what, whatToDo, options = {}) {
    super(whatToDo ? `${what} ${whatToDo}` : what);
    this.name = 'Problem';
    this.details = options.details ?? [];
    this.exitCode = options.exitCode ?? 1;
  }
}

function say(line = '') {
  process.stdout.write(`${line}\n`);
}

function complain(error) {
  if (!(error instanceof Problem)) {
    process.stderr.write(`Unexpected: ${error?.stack ?? error}\n`);
    return;
  }
  for (const line of error.details) {
    process.stderr.write(`  ${line}\n`);
  }
  process.stderr.write(`Error: ${error.message}\n`);
}

function elapsed(since) {
  const seconds = Math.round((Date.now() - since) / 1000);
  return seconds < 60
    ? `${seconds} s`
    : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/**
 * Runs `work` under one line that shows the time it takes: alive on a terminal, and where
 * the output goes to a file only its end, so that logs stay short.
 */
async function task(label, work) {
  const since = Date.now();
  const alive = process.stdout.isTTY === true;
  if (!alive) {
    say(`${label} …`);
  }
  const redraw = () =>
    process.stdout.write(`\r\x1b[K${label} … ${elapsed(since)}`);
  const timer = alive ? setInterval(redraw, 1000) : undefined;
  if (alive) {
    redraw();
  }
  let outcome = 'stopped';
  try {
    const result = await work();
    outcome = 'done';
    return result;
  } finally {
    clearInterval(timer);
    say(`${alive ? '\r\x1b[K' : ''}${label}: ${outcome} in ${elapsed(since)}`);
  }
}

module.exports = { Problem, say, complain, task, elapsed };
