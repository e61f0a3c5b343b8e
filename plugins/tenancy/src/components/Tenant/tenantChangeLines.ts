import { TenantFieldChange } from '@commonhold/plugin-tenancy-common';

/** What left a field and what came into it, a line a value. */
export type ChangedLines = {
  readonly removed: readonly string[];
  readonly added: readonly string[];
};

/** Compares a field before and after, value by value. */
export function changedLines(change: TenantFieldChange): ChangedLines {
  const before = linesOf(change.before);
  const after = linesOf(change.after);
  return {
    removed: before.filter(line => !after.includes(line)),
    added: after.filter(line => !before.includes(line)),
  };
}

/** `{ resources: { 'kafka-topic': 40 } }` becomes `resources.kafka-topic: 40`. */
function linesOf(value: unknown, path = ''): string[] {
  const at = (text: string) => (path ? `${path}: ${text}` : text);
  if (value === null || value === undefined || value === '') {
    return [];
  }
  if (Array.isArray(value)) {
    return value.map(one => at(String(one)));
  }
  if (typeof value === 'object') {
    return Object.entries(value).flatMap(([name, one]) =>
      linesOf(one, path ? `${path}.${name}` : name),
    );
  }
  return [at(String(value))];
}
