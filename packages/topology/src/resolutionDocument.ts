import { Finding } from './findings';
import { Resolution } from './resolve';
import { JsonValue } from './value';

/** What `commonhold resolve --output json` prints. @public */
export interface ResolutionDocument {
  /** Values by component, by leaf; what an error blocks is absent. */
  readonly leaves: Readonly<
    Record<string, Readonly<Record<string, JsonValue>>>
  >;
  readonly findings: readonly Finding[];
}

/**
 * A resolution as one JSON document. Equal trees give equal bytes.
 *
 * @public
 */
export function documentOf(resolution: Resolution): ResolutionDocument {
  const leaves: [string, Record<string, JsonValue>][] = [];
  for (const leaf of resolution.leaves.values()) {
    if (!leaf.isBlocked) {
      const values: [string, JsonValue][] = [];
      leaf.components.forEach(({ value }, name) => {
        if (value !== undefined) {
          values.push([name, value]);
        }
      });
      leaves.push([leaf.path, Object.fromEntries(values)]);
    }
  }
  return {
    leaves: Object.fromEntries(leaves),
    findings: resolution.findings,
  };
}
