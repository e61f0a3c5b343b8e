'use strict';

const fs = require('node:fs');
const path = require('node:path');

/** The packages of this repository: `[{ folder, manifest }]`, the root first. */
function workspaces(root) {
  const read = folder => ({
    folder,
    manifest: JSON.parse(
      fs.readFileSync(path.join(folder, 'package.json'), 'utf8'),
    ),
  });
  const members = ['packages', 'plugins']
    .map(name => path.join(root, name))
    .filter(parent => fs.existsSync(parent))
    .flatMap(parent =>
      fs
        .readdirSync(parent)
        .sort()
        .map(name => path.join(parent, name)),
    )
    .filter(folder => fs.existsSync(path.join(folder, 'package.json')));
  return [root, ...members].map(read);
}

module.exports = { workspaces };
