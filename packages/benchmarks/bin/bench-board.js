#!/usr/bin/env node
try {
  require('@backstage/cli/config/nodeTransform.cjs');
} catch {
  process.stderr.write(
    'bench:board: the dependencies are not installed. Run `npm start` or `yarn install` once.\n',
  );
  process.exit(2);
}

const { runBoard } = require('../src/index.ts');

runBoard(process.argv.slice(2)).then(
  code => process.exit(code),
  error => {
    process.stderr.write(`bench:board: ${error.message}\n`);
    process.exit(2);
  },
);
