import { spawnSync } from 'child_process';
import { join } from 'path';

/** Bundles the package for a browser and resolves a tree with nothing of Node around. */
const script = `
  const { buildSync } = require('esbuild');
  const { createContext, runInContext } = require('vm');
  const { outputFiles } = buildSync({
    entryPoints: [process.argv[1]],
    bundle: true,
    platform: 'browser',
    format: 'iife',
    globalName: 'topology',
    write: false,
    logLevel: 'error',
  });
  const context = createContext({ TextEncoder, TextDecoder, Uint8Array });
  runInContext(outputFiles[0].text, context);
  context.tree = new Map([
    ['deployment.yaml', 'apiVersion: commonhold.io/v1alpha1\\nkind: Deployment\\napplication: system:a/b\\nlevels: [one]'],
    ['topology/kafka.yaml', 'topics: [{ name: a, size: "%name%" }]'],
    ['topology/prod/node.yaml', '{}'],
  ]);
  context.components = new Map([['kafka', { schema: { required: ['topics'] } }]]);
  const result = runInContext(
    'const { leaves, findings } = topology.resolve(tree, { components });' +
      'const { value, sha256 } = leaves.get("prod").components.get("kafka");' +
      'JSON.stringify({ value, sha256, findings })',
    context,
  );
  process.stdout.write(result);
`;

it('works in a browser, with nothing of Node', () => {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['-e', script, join(__dirname, 'index.ts')],
    { encoding: 'utf8', cwd: __dirname },
  );
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toEqual({
    value: { topics: [{ name: 'a', size: 'prod' }] },
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    findings: [],
  });
});
