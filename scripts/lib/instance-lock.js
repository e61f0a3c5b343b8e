'use strict';

const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const { Problem } = require('./terminal');

/**
 * When a process started, as the system tells it. Process ids are used again: only id and
 * start together say that the holder of a lock is still the one who took it.
 */
function startOf(pid) {
  try {
    // Field 22, counted after the name, which may itself hold spaces and brackets.
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    const { stdout } = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], {
      encoding: 'utf8',
    });
    return stdout?.trim() || undefined;
  }
}

function readHolder(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function isAlive(holder) {
  return (
    holder?.pid !== undefined &&
    holder.started !== undefined &&
    startOf(holder.pid) === holder.started
  );
}

/**
 * Makes this process the only one on a data folder.
 *
 * @param facts kept in the lock for whoever finds it taken: `{ url }`
 * @returns a function that releases it
 */
function lockInstance(dataFolder, facts) {
  fs.mkdirSync(dataFolder, { recursive: true });
  const file = path.join(dataFolder, 'portal.lock');
  const mine = { pid: process.pid, started: startOf(process.pid), ...facts };
  for (let attempt = 0; attempt < 5; attempt++) {
    // Written aside and linked into place: a lock is never seen half written.
    const draft = `${file}.${process.pid}`;
    fs.writeFileSync(draft, JSON.stringify(mine));
    try {
      fs.linkSync(draft, file);
      return () => {
        if (readHolder(file)?.pid === process.pid) {
          fs.rmSync(file, { force: true });
        }
      };
    } catch (error) {
      if (error.code !== 'EEXIST') {
        throw error;
      }
      const holder = readHolder(file);
      if (isAlive(holder)) {
        throw new Problem(
          `The portal already runs on this data folder: ${holder.url} (process ${holder.pid}).`,
          'Use that one, or stop it with Ctrl-C in its terminal first.',
        );
      }
      fs.rmSync(file, { force: true });
    } finally {
      fs.rmSync(draft, { force: true });
    }
  }
  throw new Problem(
    `Could not take the lock ${file}.`,
    'If nothing else is starting right now, delete that file and try again.',
  );
}

module.exports = { lockInstance };
