/**
 * Git for those who write to repositories: bare mirrors, commits without a checkout, and
 * credentials from the portal's `integrations`.
 *
 * @packageDocumentation
 */
export { GitError, GitProgram, type GitCall } from './GitProgram';
export {
  BranchMovedError,
  MergeConflictError,
  Mirror,
  type Author,
  type MirrorLimits,
  type MirrorSource,
} from './Mirror';
export { TreeTooLargeError } from './readTree';
export {
  RepositoryCredentials,
  type GitAuthentication,
} from './RepositoryCredentials';
