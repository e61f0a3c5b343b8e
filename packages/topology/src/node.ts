/**
 * Readers for directories and Git repositories, for Node only. The resolver itself
 * is in the main entry point and needs nothing of Node.
 *
 * @packageDocumentation
 */
export { readDirectory } from './readers/directory';
export { commitOfLine, GitError, readGitRevision } from './readers/git';
export type { GitRevision } from './readers/git';
export { nodeSha256 } from './readers/sha256';
