'use strict';

const path = require('node:path');

const { install } = require('./install');
const { chooseNode, environmentFor } = require('./node-runtime');
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

/** @returns what to run for `backstage-cli <args>` with the Node that runs this */
function backstageCli(args) {
  return [
    path.join(root, 'node_modules/@backstage/cli/bin/backstage-cli'),
    ...args,
  ];
}

module.exports = { prepareToolchain, calledByYarn, backstageCli };
