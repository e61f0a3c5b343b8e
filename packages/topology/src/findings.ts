import { FindingCode, findingCodes, Severity } from './findingCodes';
import { Raise } from './raise';
import { pointerOf } from './pointer';
import { SCHEMA_DEFAULT, Source } from './source';

/**
 * Something wrong, or worth knowing, in a deployment repository.
 *
 * @public
 */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  /** What is wrong and what to do about it. */
  readonly message: string;
  /** Path from the root of the repository; null for what has no file. */
  readonly file: string | null;
  /** Counts from 1; null where a finding is about a whole file or directory. */
  readonly line: number | null;
  readonly column: number | null;
  /** The first leaf it touches, by path; null if it touches none. */
  readonly leaf: string | null;
  /** How many leaves it touches. */
  readonly leaves: number;
  readonly component: string | null;
  /** JSON Pointer into the component's configuration. */
  readonly pointer: string | null;
}

/** A finding before it is known which leaves it touches. */
export interface Problem {
  readonly code: FindingCode;
  readonly message: string;
  /** A file's source with an offset, or only a path. */
  readonly at: Source | string | undefined;
  readonly offset: number | undefined;
  readonly component: string | undefined;
  readonly pointer: string | undefined;
  /** Tells apart several problems of one code at one place. */
  readonly subject: string;
}

export function isError(problem: Problem): boolean {
  return findingCodes[problem.code].severity === 'error';
}

/** Collects what is raised at values of a component. */
export function collectInto(problems: Problem[], component: string): Raise {
  return (code, message, at, path, subject = '') => {
    // Values that come from a schema's defaults have no file.
    const written = at.source !== SCHEMA_DEFAULT;
    problems.push({
      code,
      message,
      at: written ? at.source : undefined,
      offset: written ? at.offset : undefined,
      component,
      pointer: pointerOf(path),
      subject,
    });
  };
}

function placeKey(problem: Problem): string {
  const file = problem.at instanceof Source ? problem.at.file : problem.at;
  return JSON.stringify([
    problem.code,
    file ?? '',
    problem.offset ?? -1,
    problem.component ?? '',
    problem.subject,
  ]);
}

interface Count {
  readonly problem: Problem;
  leaf: string | undefined;
  leaves: number;
}

/**
 * Counts the leaves that each problem touches, and reports every problem once
 * for its place. Leaves must be told in the order of their paths.
 */
export class FindingCollector {
  readonly #counts = new Map<string, Count>();
  /** Problems are mostly shared between leaves: most need no key. */
  readonly #known = new Map<Problem, Count>();

  touch(leaf: string | undefined, problems: Iterable<Problem>): void {
    const seen = new Set<Count>();
    for (const problem of problems) {
      const count = this.#countOf(problem);
      if (leaf !== undefined && !seen.has(count)) {
        seen.add(count);
        count.leaf ??= leaf;
        count.leaves += 1;
      }
    }
  }

  #countOf(problem: Problem): Count {
    let count = this.#known.get(problem);
    if (!count) {
      const key = placeKey(problem);
      count = this.#counts.get(key) ?? { problem, leaf: undefined, leaves: 0 };
      this.#counts.set(key, count);
      this.#known.set(problem, count);
    }
    return count;
  }

  /** The findings, by file, place, code, component and subject. */
  findings(): Finding[] {
    return [...this.#counts.values()]
      .map(count => ({ finding: toFinding(count), count }))
      .sort(
        (a, b) =>
          compare(a.finding.file ?? '', b.finding.file ?? '') ||
          (a.finding.line ?? 0) - (b.finding.line ?? 0) ||
          (a.finding.column ?? 0) - (b.finding.column ?? 0) ||
          compare(a.finding.code, b.finding.code) ||
          compare(a.finding.component ?? '', b.finding.component ?? '') ||
          compare(a.count.problem.subject, b.count.problem.subject),
      )
      .map(({ finding }) => finding);
  }
}

function compare(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}

function toFinding({ problem, leaf, leaves }: Count): Finding {
  const place =
    problem.at instanceof Source && problem.offset !== undefined
      ? problem.at.place(problem.offset)
      : undefined;
  const file = problem.at instanceof Source ? problem.at.file : problem.at;
  return {
    code: problem.code,
    severity: findingCodes[problem.code].severity,
    message: problem.message,
    file: file ?? null,
    line: place?.line ?? null,
    column: place?.column ?? null,
    leaf: leaf ?? null,
    leaves,
    component: problem.component ?? null,
    pointer: problem.pointer ?? null,
  };
}
