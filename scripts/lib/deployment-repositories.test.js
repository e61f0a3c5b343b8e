'use strict';

const assert = require('node:assert/strict');
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const test = require('node:test');

const { prepareDeploymentRepositories } = require('./deployment-repositories');

test('each folder of the examples becomes a repository, once', t => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'commonhold-estate-'));
  t.after(() => fs.rmSync(folder, { recursive: true }));
  const application = path.join(
    folder,
    'examples/deployments/payments/checkout',
  );
  fs.mkdirSync(path.join(application, 'topology'), { recursive: true });
  fs.writeFileSync(
    path.join(application, 'deployment.yaml'),
    'kind: Deployment',
  );
  const prepare = () =>
    prepareDeploymentRepositories({ root: folder, dataFolder: folder });

  assert.equal(prepare(), 1);
  const bare = path.join(folder, 'git/payments/checkout-deployment.git');
  const show = () =>
    execFileSync('git', ['show', 'main:deployment.yaml'], {
      cwd: bare,
      encoding: 'utf8',
    });
  assert.equal(show(), 'kind: Deployment');

  // What people changed meanwhile stays.
  fs.writeFileSync(path.join(application, 'deployment.yaml'), 'kind: Other');
  assert.equal(prepare(), 0);
  assert.equal(show(), 'kind: Deployment');
});
