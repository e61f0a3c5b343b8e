'use strict';

const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const AUTHOR = 'Meridian Group';
const EMAIL = 'platform@meridian.example';

/**
 * Turns each folder of examples/deployments into a bare Git repository of its own, as
 * applications of the demo estate name them. Those that are there stay as they are:
 * people have changed them through the portal.
 *
 * @returns how many were made
 */
function prepareDeploymentRepositories({ root, dataFolder }) {
  const source = path.join(root, 'examples/deployments');
  let made = 0;
  for (const tenant of foldersOf(source)) {
    for (const application of foldersOf(path.join(source, tenant))) {
      const bare = path.join(
        repositoriesFolder(dataFolder),
        tenant,
        `${application}-deployment.git`,
      );
      if (!fs.existsSync(bare)) {
        makeRepository(
          path.join(source, tenant, application),
          bare,
          'Where the application runs, and what it uses',
        );
        made += 1;
      }
    }
  }
  return made;
}

/** The bare Git repository that the provider `gitops` writes manifests to. */
function prepareFleetRepository({ root, dataFolder }) {
  const bare = fleetRepository(dataFolder);
  if (!fs.existsSync(bare)) {
    makeRepository(
      path.join(root, 'examples/fleet'),
      bare,
      'What runs in our clusters',
    );
  }
}

function fleetRepository(dataFolder) {
  return path.join(repositoriesFolder(dataFolder), 'platform/fleet.git');
}

function repositoriesFolder(dataFolder) {
  return path.join(dataFolder, 'git');
}

/** Under a name of its own first, so that a start cut off leaves nothing half. */
function makeRepository(files, bare, message) {
  const unfinished = `${bare}.unfinished`;
  fs.rmSync(unfinished, { recursive: true, force: true });
  fs.mkdirSync(unfinished, { recursive: true });
  const git = (...args) =>
    execFileSync('git', args, {
      cwd: files,
      env: {
        PATH: process.env.PATH,
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_CONFIG_GLOBAL: '/dev/null',
        GIT_DIR: unfinished,
        GIT_WORK_TREE: files,
        GIT_AUTHOR_NAME: AUTHOR,
        GIT_AUTHOR_EMAIL: EMAIL,
        GIT_COMMITTER_NAME: AUTHOR,
        GIT_COMMITTER_EMAIL: EMAIL,
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
  execFileSync(
    'git',
    ['init', '--quiet', '--bare', '--initial-branch=main', unfinished],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  git('add', '--all', '.');
  git('commit', '--quiet', '-m', message);
  fs.renameSync(unfinished, bare);
}

function foldersOf(folder) {
  return fs
    .readdirSync(folder, { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(({ name }) => name);
}

module.exports = {
  fleetRepository,
  prepareDeploymentRepositories,
  prepareFleetRepository,
  repositoriesFolder,
};
