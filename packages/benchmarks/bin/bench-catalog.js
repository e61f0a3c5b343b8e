#!/usr/bin/env node
try {
  require('@backstage/cli/config/nodeTransform.cjs');
} catch {
  process.stderr.write(
    'bench:catalog: the dependencies are not installed. Run `npm start` or `yarn install` once.\n',
  );
  process.exit(2);
}

const { runCatalog } = require('../src/index.ts');

runCatalog(process.argv.slice(2)).then(
  code => process.exit(code),
  error => {
    process.stderr.write(`bench:catalog: ${error.message}\n`);
    process.exit(2);
  },
);
