#!/usr/bin/env node
const { existsSync } = require('node:fs');
const { join } = require('node:path');

// In its own repository the command runs from sources, bundled once for each state of them.
const sources = join(__dirname, '../src/index.ts');
const load = existsSync(sources)
  ? () => require('./fromSources').loadFromSources(sources)
  : () => require('../dist/index.cjs.js');

try {
  load()
    .run(process)
    .then(code => {
      process.exitCode = code;
    });
} catch (error) {
  process.stderr.write(`commonhold: ${error.message}\n`);
  process.exitCode = 2;
}
