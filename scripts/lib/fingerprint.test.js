'use strict';

const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const test = require('node:test');

const {
  fingerprint,
  fingerprintFiles,
  filesBelow,
  readStamp,
  writeStamp,
} = require('./fingerprint');
const { scratch } = require('./testing');

function write(folder, name, text) {
  const file = path.join(folder, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
}

test('texts that only join to the same have different fingerprints', () => {
  assert.notEqual(fingerprint(['ab', 'c']), fingerprint(['a', 'bc']));
  assert.equal(fingerprint(['ab', 'c']), fingerprint(['ab', 'c']));
});

test('a changed, renamed, added or removed source changes the fingerprint', t => {
  const folder = scratch(t);
  const now = () => fingerprintFiles(filesBelow(folder), folder);
  write(folder, 'src/a.ts', 'one');
  write(folder, 'src/b.ts', 'two');
  const states = [now()];

  write(folder, 'src/b.ts', 'three');
  states.push(now());
  fs.renameSync(path.join(folder, 'src/b.ts'), path.join(folder, 'src/c.ts'));
  states.push(now());
  write(folder, 'src/deep/d.ts', '');
  states.push(now());
  fs.rmSync(path.join(folder, 'src/a.ts'));
  states.push(now());

  assert.equal(new Set(states).size, states.length);
});

test('what is built or fetched does not count', t => {
  const folder = scratch(t);
  write(folder, 'src/a.ts', 'one');
  const before = fingerprintFiles(filesBelow(folder), folder);
  write(folder, 'dist/a.js', 'built');
  write(folder, 'node_modules/x/index.js', 'fetched');
  assert.equal(fingerprintFiles(filesBelow(folder), folder), before);
});

test('a stamp is read back, and a missing or broken one is none', t => {
  const file = path.join(scratch(t), 'stamp.json');
  assert.equal(readStamp(file), undefined);
  writeStamp(file, 'abc');
  assert.equal(readStamp(file), 'abc');
  fs.writeFileSync(file, '{"finger');
  assert.equal(readStamp(file), undefined);
});
