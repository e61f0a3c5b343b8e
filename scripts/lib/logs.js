'use strict';

const fs = require('node:fs');
const path = require('node:path');

/** Opens a fresh log and keeps the one before it as `<name>.previous.log`. */
function openLog(dataFolder, name) {
  const folder = path.join(dataFolder, 'logs');
  fs.mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${name}.log`);
  if (fs.existsSync(file)) {
    fs.renameSync(file, path.join(folder, `${name}.previous.log`));
  }
  return { file, fd: fs.openSync(file, 'a') };
}

function readLog(file) {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

// eslint-disable-next-line no-control-regex -- terminal colours begin with this very character
const COLOURS = /\x1b\[[0-9;]*m/g;

/** The last lines that say something, without colours. */
function lastLines(text, count, matching = /\S/) {
  return text
    .replace(COLOURS, '')
    .split('\n')
    .filter(line => matching.test(line))
    .slice(-count);
}

module.exports = { openLog, readLog, lastLines };
