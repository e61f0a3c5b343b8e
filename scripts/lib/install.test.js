'use strict';

const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const test = require('node:test');

const { installProblem, vendoredYarn, wantedState } = require('./install');
const { root } = require('./places');
const { scratch } = require('./testing');

const NODE = { version: 'v22.23.3' };

function repository(t) {
  const folder = scratch(t);
  const write = (name, text) => {
    fs.mkdirSync(path.join(folder, path.dirname(name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  };
  write('package.json', '{"name":"root"}');
  write('yarn.lock', 'lock');
  write('.yarnrc.yml', 'yarnPath: .yarn/releases/yarn-4.0.0.cjs\n');
  write('plugins/a/package.json', '{"name":"a","dependencies":{"x":"1.0.0"}}');
  return { folder, write, state: (node = NODE) => wantedState(folder, node) };
}

function logWith(t, text) {
  const file = path.join(scratch(t), 'install.log');
  fs.writeFileSync(file, text);
  return { file };
}

test('a new lockfile, dependency, package or Node asks for an installation', t => {
  const { write, state } = repository(t);
  const states = [state(), state({ version: 'v22.22.2' })];
  write('yarn.lock', 'other lock');
  states.push(state());
  write('plugins/a/package.json', '{"name":"a","dependencies":{"x":"2.0.0"}}');
  states.push(state());
  write('packages/b/package.json', '{"name":"b"}');
  states.push(state());
  assert.equal(new Set(states).size, states.length);
});

test('a changed script or source does not', t => {
  const { write, state } = repository(t);
  const before = state();
  write(
    'plugins/a/package.json',
    '{"name":"a","scripts":{"test":"t"},"dependencies":{"x":"1.0.0"}}',
  );
  write('plugins/a/src/index.ts', 'export {};');
  assert.equal(state(), before);
});

test('the Yarn of this repository is the one it brings along', () => {
  assert.equal(fs.existsSync(vendoredYarn(root)), true);
});

test('no network is one line', t => {
  const log = logWith(
    t,
    '➤ YN0001: │ RequestError: getaddrinfo ENOTFOUND registry.example.org',
  );
  const { message, details } = installProblem(log, process.env);
  assert.match(message, /registry cannot be reached.*Connect to the network/);
  assert.deepEqual(details, []);
});

test('no compiler is one line that names what is missing, network or not', t => {
  const log = logWith(
    t,
    [
      'prebuild-install warn install getaddrinfo ENOTFOUND downloads.example.org',
      "➤ YN0009: │ better-sqlite3@npm:12.11.1 couldn't be built successfully (exit code 1)",
    ].join('\n'),
  );
  const { message, details } = installProblem(log, { PATH: scratch(t) });
  assert.match(
    message,
    /no C\+\+ toolchain: a C\+\+ compiler, make, Python 3 not found\. Install it/,
  );
  assert.deepEqual(details, []);
});

test('a lockfile that does not fit says what to do', t => {
  const log = logWith(
    t,
    '➤ YN0028: │ The lockfile would have been modified by this install, which is explicitly forbidden.',
  );
  assert.match(
    installProblem(log, process.env).message,
    /yarn\.lock does not fit/,
  );
});

test('any other failure shows its errors, without the optional keytar', t => {
  const log = logWith(
    t,
    [
      "➤ YN0009: │ keytar@npm:7.9.0 couldn't be built successfully (exit code 1)",
      '➤ YN0001: │ Error: something unheard of',
    ].join('\n'),
  );
  const { message, details } = installProblem(log, process.env);
  assert.match(message, /The installation failed\. The full log is/);
  assert.deepEqual(details, ['➤ YN0001: │ Error: something unheard of']);
});
