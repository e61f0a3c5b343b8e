'use strict';

const fs = require('node:fs');
const path = require('node:path');

const {
  fingerprint,
  fingerprintFiles,
  filesBelow,
  readStamp,
  writeStamp,
} = require('./fingerprint');
const { openLog, readLog, lastLines } = require('./logs');
const { shown } = require('./places');
const { startSupervised } = require('./supervised');
const { Problem, task } = require('./terminal');
const { workspaces } = require('./workspaces');

/** Packages whose code, or configuration schema, ends up in the bundle. */
const BUNDLED_ROLES = [
  'frontend',
  'frontend-plugin',
  'frontend-plugin-module',
  'web-library',
  'common-library',
];

function wantedState(root, node) {
  const sources = workspaces(root)
    .filter(({ manifest }) => BUNDLED_ROLES.includes(manifest.backstage?.role))
    .flatMap(({ folder }) => filesBelow(folder))
    .filter(file => !/\.test\.[jt]sx?$|e2e-tests|\/README/.test(file));
  const settings = ['app-config.yaml', 'yarn.lock', 'tsconfig.json'].map(name =>
    path.join(root, name),
  );
  return fingerprint([
    node.version,
    fingerprintFiles([...sources, ...settings], root),
  ]);
}

/** Builds the app, unless that has been done from these very sources. */
async function buildAppBundle({ root, node, dataFolder, env }) {
  const app = path.join(root, 'packages/app');
  const stamp = path.join(app, 'dist/.sources.json');
  const wanted = wantedState(root, node);
  if (
    readStamp(stamp) === wanted &&
    fs.existsSync(path.join(app, 'dist/index.html'))
  ) {
    return;
  }
  const log = openLog(dataFolder, 'app-build');
  try {
    await task('Building the app (about a minute)', async () => {
      const { code } = await startSupervised({
        command: node.execPath,
        args: [
          path.join(root, 'node_modules/@backstage/cli/bin/backstage-cli'),
          'package',
          'build',
          '--config',
          '../../app-config.yaml',
        ],
        cwd: app,
        env,
        log: log.fd,
      }).ended;
      if (code !== 0) {
        throw new Problem(
          'The app could not be built.',
          `The full log is ${shown(log.file)}.`,
          { details: lastLines(readLog(log.file), 15) },
        );
      }
    });
  } finally {
    fs.closeSync(log.fd);
  }
  writeStamp(stamp, wanted);
}

module.exports = { buildAppBundle };
