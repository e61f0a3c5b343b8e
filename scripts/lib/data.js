'use strict';

const fs = require('node:fs');
const path = require('node:path');

const { deletePostgresData } = require('./postgres');

/** Not the portal's data: logs tell what happened before, the cache is only time saved. */
const KEPT = ['cache', 'logs', 'portal.lock'];

function resetData(dataFolder) {
  deletePostgresData(path.join(dataFolder, 'postgres'));
  for (const name of fs.readdirSync(dataFolder)) {
    if (!KEPT.includes(name)) {
      fs.rmSync(path.join(dataFolder, name), { recursive: true, force: true });
    }
  }
}

module.exports = { resetData };
