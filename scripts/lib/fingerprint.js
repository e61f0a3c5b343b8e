'use strict';

const crypto = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');

const NOT_SOURCES = new Set(['node_modules', 'dist', 'dist-types', 'coverage']);

/** Hashes texts so that moving a character from one to the next changes the result. */
function fingerprint(texts) {
  const hash = crypto.createHash('sha256');
  for (const text of texts) {
    hash.update(`${Buffer.byteLength(text)}:`);
    hash.update(text);
  }
  return hash.digest('hex');
}

/** All files below a folder in a stable order, leaving out what is built or fetched. */
function filesBelow(folder) {
  if (!fs.existsSync(folder)) {
    return [];
  }
  return fs
    .readdirSync(folder, { withFileTypes: true })
    .filter(entry => !NOT_SOURCES.has(entry.name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(entry => {
      const file = path.join(folder, entry.name);
      return entry.isDirectory() ? filesBelow(file) : [file];
    });
}

/** Names and contents, so that a rename counts as a change. */
function fingerprintFiles(files, base) {
  return fingerprint(
    files.flatMap(file => [path.relative(base, file), fs.readFileSync(file)]),
  );
}

function readStamp(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8')).fingerprint;
  } catch {
    return undefined;
  }
}

function writeStamp(file, value) {
  fs.writeFileSync(file, `${JSON.stringify({ fingerprint: value })}\n`);
}

module.exports = {
  fingerprint,
  fingerprintFiles,
  filesBelow,
  readStamp,
  writeStamp,
};
