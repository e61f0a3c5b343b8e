'use strict';

const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const root = path.resolve(__dirname, '../..');

/** Everything the portal keeps between two starts. Safe to delete while nothing runs. */
function dataFolder(env = process.env) {
  return env.COMMONHOLD_DATA_DIR
    ? path.resolve(env.COMMONHOLD_DATA_DIR)
    : path.join(root, '.data');
}

/** What can be fetched or computed again, shared by all clones of this user where possible. */
function cacheFolder(env = process.env) {
  const base =
    env.XDG_CACHE_HOME || path.join(env.HOME || os.homedir(), '.cache');
  const shared = path.join(base, 'commonhold');
  return isWritable(shared) ? shared : path.join(dataFolder(env), 'cache');
}

function isWritable(folder) {
  try {
    fs.mkdirSync(folder, { recursive: true });
    fs.accessSync(folder, fs.constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** A path as the user would type it: relative to where they are, if it lies below. */
function shown(file) {
  const relative = path.relative(process.cwd(), file);
  return relative && !relative.startsWith('..') ? relative : file;
}

module.exports = { root, dataFolder, cacheFolder, shown };
