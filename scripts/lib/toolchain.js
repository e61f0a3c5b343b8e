'use strict';

const path = require('node:path');

const { install } = require('./install');
const { chooseNode, environmentFor, isSupported } = require('./node-runtime');
const { cacheFolder, dataFolder, root } = require('./places');
const { say } = require('./terminal');

/**
 * A supported Node and all dependencies, fetched where needed.
 *
 * @returns `{ root, node, env, dataFolder }`; `env` is for every program started from here
 */
async function prepareToolchain() {
  const node = await chooseNode({ cache: cacheFolder(), say });
  const env = environmentFor(node);
  const toolchain = { root, node, env, dataFolder: dataFolder() };
  await install(toolchain);
  return toolchain;
}

/** Yarn users are developers: they get what the Backstage CLI does everywhere. */
function calledByYarn(env = process.env) {
  return (env.npm_config_user_agent ?? '').startsWith('yarn/');
}

/** Developers choose their Node themselves; a wrong one fails in ways that do not name it. */
function warnOfNode() {
  if (!isSupported(process.version)) {
    say(
      `Note: this is Node.js ${process.version}; this repository needs a recent 22. Expect failures.`,
    );
  }
}

/** @returns what to run for `backstage-cli <args>` with the Node that runs this */
function backstageCli(args) {
  return [
    path.join(root, 'node_modules/@backstage/cli/bin/backstage-cli'),
    ...args,
  ];
}

module.exports = { prepareToolchain, calledByYarn, warnOfNode, backstageCli };
