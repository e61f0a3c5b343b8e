#!/usr/bin/env node
const { existsSync } = require('node:fs');
const { join } = require('node:path');

// In its own repository the command runs from its sources.
if (existsSync(join(__dirname, '../src/index.ts'))) {
  try {
    require('@backstage/cli/config/nodeTransform.cjs');
  } catch {
    process.stderr.write(
      'isolation-audit: the dependencies are not installed. Run `npm start` or `yarn install` once.\n',
    );
    process.exit(2);
  }
}

const { run } = existsSync(join(__dirname, '../src/index.ts'))
  ? require('../src/index.ts')
  : require('../dist/index.cjs.js');

run(process.argv.slice(2)).then(
  code => process.exit(code),
  error => {
    process.stderr.write(`isolation-audit: ${error.message}\n`);
    process.exit(2);
  },
);
