'use strict';

const { spawn } = require('node:child_process');

/**
 * Runs a program in the user's terminal: it gets Ctrl-C and the keyboard itself, other signals
 * are passed on.
 *
 * @returns its exit code, as a shell would give it
 */
function runInForeground(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', ...options });
    const pass = signal => child.kill(signal);
    // The terminal has sent this one to the whole group already.
    const ignore = () => {};
    process.on('SIGINT', ignore);
    process.on('SIGTERM', pass);
    process.on('SIGHUP', pass);
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      process.off('SIGINT', ignore);
      process.off('SIGTERM', pass);
      process.off('SIGHUP', pass);
      resolve(code ?? (signal === 'SIGINT' ? 130 : 1));
    });
  });
}

module.exports = { runInForeground };
