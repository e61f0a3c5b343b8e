'use strict';

/**
 * `npm test`: installs, then runs every test: the scripts' own, and all packages' on SQLite and
 * on a real PostgreSQL. `yarn test` is `backstage-cli repo test`, as in every Backstage
 * repository, with the same PostgreSQL (see jest/postgres-setup.js).
 */

const fs = require('node:fs');
const path = require('node:path');

const { runInForeground } = require('./lib/foreground');
const { root } = require('./lib/places');
const { say, complain } = require('./lib/terminal');
const {
  backstageCli,
  calledByYarn,
  prepareToolchain,
  warnOfNode,
} = require('./lib/toolchain');

/** Where machine-readable results go, if anybody wants them (.ci/run does). */
const reports = process.env.COMMONHOLD_TEST_REPORTS;

function testScripts({ node, env }) {
  const folder = path.join(root, 'scripts/lib');
  const files = fs
    .readdirSync(folder)
    .filter(name => name.endsWith('.test.js'))
    .map(name => path.join(folder, name));
  const reporters = reports
    ? [
        '--test-reporter=spec',
        '--test-reporter-destination=stdout',
        '--test-reporter=tap',
        `--test-reporter-destination=${path.join(reports, 'scripts.tap')}`,
      ]
    : ['--test-reporter=spec'];
  return runInForeground(
    node.execPath,
    ['--test', '--test-concurrency=1', ...reporters, ...files],
    { cwd: root, env },
  );
}

function testPackages({ node, env }, args) {
  const reporting = reports
    ? ['--json', `--outputFile=${path.join(reports, 'jest.json')}`]
    : [];
  return runInForeground(
    node.execPath,
    // Without this the Backstage CLI would wait for changes after the run.
    backstageCli(['repo', 'test', '--watchAll=false', ...reporting, ...args]),
    { cwd: root, env },
  );
}

async function main(args) {
  if (calledByYarn()) {
    warnOfNode();
    return runInForeground(
      process.execPath,
      backstageCli(['repo', 'test', ...args]),
      { cwd: root },
    );
  }
  const toolchain = await prepareToolchain();
  if (args.length > 0) {
    say(
      `Arguments given: running only the packages' tests, with ${args.join(
        ' ',
      )}.`,
    );
    return testPackages(toolchain, args);
  }
  say('\nTests of the scripts');
  const scripts = await testScripts(toolchain);
  say('\nTests of the packages');
  const packages = await testPackages(toolchain, []);
  return scripts || packages;
}

main(process.argv.slice(2)).then(
  code => process.exit(code),
  error => {
    complain(error);
    process.exit(error.exitCode ?? 1);
  },
);
