import { resolve, Resolution, TreeEntry } from '@commonhold/topology';
import {
  GitError,
  nodeSha256,
  readDirectory,
  readGitRevision,
} from '@commonhold/topology/node';
import { statSync } from 'fs';
import { readSchemas } from './schemas';
import { Invocation, UsageError } from './usage';

/** Resolves the repository as its files are now, or as they were at a revision. */
export async function resolveRepository(
  { directory, schemas, leaf, component }: Invocation,
  revision?: string,
): Promise<Resolution> {
  const components = readSchemas(schemas);
  refuseNoDirectory(directory);
  const tree =
    revision === undefined
      ? readFiles(directory)
      : await readRevision(directory, revision);
  return resolve(tree, { components, sha256: nodeSha256, leaf, component });
}

/** @throws UsageError if a pattern was given that matches no leaf */
export function refuseNoLeaf(
  resolution: Resolution,
  { leaf, directory }: Invocation,
): void {
  if (leaf !== undefined && resolution.leaves.size === 0) {
    const all = [...resolve(readFiles(directory)).leaves.keys()];
    throw new UsageError(`No leaf matches ${leaf}. There are ${list(all)}.`);
  }
}

function list(names: readonly string[]): string {
  const shown = names.slice(0, 5).join(', ');
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown;
}

function refuseNoDirectory(directory: string): void {
  if (!statSync(directory, { throwIfNoEntry: false })?.isDirectory()) {
    throw new UsageError(
      `There is no directory ${directory}. Name the one that has deployment.yaml.`,
    );
  }
}

function readFiles(directory: string): Map<string, TreeEntry> {
  try {
    return readDirectory(directory);
  } catch (error) {
    throw new UsageError(
      `${directory} cannot be read: ${
        error instanceof Error ? error.message : error
      }`,
    );
  }
}

async function readRevision(
  directory: string,
  revision: string,
): Promise<Map<string, TreeEntry>> {
  try {
    return (await readGitRevision(directory, revision)).tree;
  } catch (error) {
    if (error instanceof GitError) {
      throw new UsageError(error.message);
    }
    throw error;
  }
}
