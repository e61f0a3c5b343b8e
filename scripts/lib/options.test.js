'use strict';

const assert = require('node:assert/strict');
const test = require('node:test');

const { parseOptions } = require('./options');

test('without options the portal is found at 3000, its backend at 7007', () => {
  assert.deepEqual(parseOptions([]), {
    reset: false,
    postgres: false,
    help: false,
    port: 3000,
    backendPort: 7007,
  });
});

test('options may be combined, in both spellings of a value', () => {
  const options = parseOptions([
    '--postgres',
    '--port',
    '3100',
    '--backend-port=7107',
    '--reset',
  ]);
  assert.equal(options.postgres && options.reset, true);
  assert.equal(options.port, 3100);
  assert.equal(options.backendPort, 7107);
});

for (const [args, complaint] of [
  [['--postgress'], /Unknown option "--postgress"/],
  [['now'], /Unknown option "now"/],
  [['--port'], /--port needs a port number from 1 to 65535, not ""/],
  [['--port', '70000'], /not "70000"/],
  [['--port=3e3'], /not "3e3"/],
  [['--port', '7007'], /must differ/],
  [['__proto__'], /Unknown option "__proto__"/],
]) {
  test(`${args.join(' ')} is refused, with a way to the usage`, () => {
    assert.throws(
      () => parseOptions(args),
      error =>
        error.exitCode === 2 &&
        complaint.test(error.message) &&
        /--help/.test(error.message),
    );
  });
}
