'use strict';

/**
 * Runs a command with the Node that this repository supports and with `yarn` being the vendored
 * one, whatever the machine has: `node scripts/with-node.js yarn tsc`.
 */

const { runInForeground } = require('./lib/foreground');
const { vendoredYarn } = require('./lib/install');
const { root } = require('./lib/places');
const { complain } = require('./lib/terminal');
const { prepareToolchain } = require('./lib/toolchain');

async function main([command, ...args]) {
  const { node, env } = await prepareToolchain();
  if (command === undefined) {
    return 0;
  }
  return command === 'yarn'
    ? runInForeground(node.execPath, [vendoredYarn(root), ...args], { env })
    : runInForeground(command, args, { env });
}

main(process.argv.slice(2)).then(
  code => process.exit(code),
  error => {
    complain(error);
    process.exit(error.exitCode ?? 1);
  },
);
