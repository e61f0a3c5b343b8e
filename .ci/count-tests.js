'use strict';

/**
 * Adds up the results that the test runners wrote: a line for each runner and for each test
 * left out, then `<passed> <failed>`. A runner without results counts as one failure: its tests did
 * not run, which is not the same as none failing.
 */

const fs = require('node:fs');
const path = require('node:path');

const folder = process.argv[2];

function read(name) {
  return fs.readFileSync(path.join(folder, name), 'utf8');
}

function scripts() {
  const tap = read('scripts.tap');
  const count = what =>
    Number(tap.match(new RegExp(`^# ${what} (\\d+)`, 'm'))[1]);
  return {
    passed: count('pass'),
    failed: count('fail') + count('cancelled'),
    skipped: [...tap.matchAll(/^ *ok \d+ - (.*# SKIP.*)$/gm)].map(m => m[1]),
  };
}

function jest() {
  const results = JSON.parse(read('jest.json'));
  const broken = results.testResults.filter(
    suite => suite.status === 'failed' && suite.assertionResults.length === 0,
  );
  return {
    passed: results.numPassedTests,
    // A file that cannot even be loaded has no tests to count.
    failed: results.numFailedTests + broken.length,
    skipped: results.testResults.flatMap(suite =>
      suite.assertionResults
        .filter(({ status }) => status === 'pending' || status === 'todo')
        .map(({ fullName }) => fullName),
    ),
  };
}

function playwright() {
  const { stats, errors, suites } = JSON.parse(read('playwright.json'));
  const specs = suite => [
    ...(suite.specs ?? []),
    ...(suite.suites ?? []).flatMap(specs),
  ];
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: suites
      .flatMap(specs)
      .flatMap(({ title, tests }) =>
        tests
          .filter(({ status }) => status === 'skipped')
          .map(
            ({ annotations }) =>
              `${title}: ${annotations.map(a => a.description).join()}`,
          ),
      ),
  };
}

let passed = 0;
let failed = 0;
for (const [name, count] of Object.entries({ scripts, jest, playwright })) {
  let result;
  try {
    result = count();
  } catch (error) {
    console.log(`${name}: no results (${error.message})`);
    failed += 1;
    continue;
  }
  console.log(
    `${name}: ${result.passed} passed, ${result.failed} failed, ${result.skipped.length} left out`,
  );
  for (const title of result.skipped) {
    console.log(`  left out: ${title}`);
  }
  passed += result.passed;
  failed += result.failed;
}
console.log(`${passed} ${failed}`);
