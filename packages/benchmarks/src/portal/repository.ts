import path from 'node:path';

/** The repository that this package is part of, with the demo portal. */
export const repository = path.resolve(
  require.resolve('@commonhold/benchmarks/package.json'),
  '../../..',
);
