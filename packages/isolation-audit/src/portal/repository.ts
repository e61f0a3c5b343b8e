import { existsSync } from 'node:fs';
import path from 'node:path';

/**
 * The repository that this package is developed in, with the demo portal.
 *
 * @throws Error where the package is installed elsewhere
 */
export function findRepository(): string {
  const root = path.resolve(
    require.resolve('@commonhold/isolation-audit/package.json'),
    '../../..',
  );
  if (!existsSync(path.join(root, 'packages/backend/src/index.ts'))) {
    throw new Error(
      'There is no demo portal here. Give --url and two --token to audit your own portal, or run this in a clone of the Commonhold repository',
    );
  }
  return root;
}
