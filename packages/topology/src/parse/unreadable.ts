import { YamlProblem } from './hostileText';

/** Why a file could not be read. */
export interface Unreadable {
  readonly code: 'YAML' | 'SYMLINK';
  readonly message: string;
  /** Where in the file, for what is wrong inside it. */
  readonly offset: number | undefined;
}

export function unreadable(problem: YamlProblem): Unreadable {
  return { code: 'YAML', message: problem.message, offset: problem.offset };
}
