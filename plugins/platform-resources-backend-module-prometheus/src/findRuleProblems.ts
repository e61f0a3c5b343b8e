import { ProviderFinding } from '@commonhold/plugin-platform-resources-node';
import { parser } from '@prometheus-io/lezer-promql';
import { AlertingSpec } from './alertingSpec';

const LABEL = /^[a-zA-Z_][a-zA-Z0-9_]*$/;
const DURATION = /^([0-9]+(ms|s|m|h|d|w|y))+$/;

/**
 * What Prometheus would refuse and a JSON Schema cannot tell: PromQL that does
 * not parse, names of labels, durations, rules of the same name.
 */
export function findRuleProblems(spec: AlertingSpec): ProviderFinding[] {
  const findings: ProviderFinding[] = [];
  const expression = (pointer: string, expr: string) => {
    const problem = promqlProblem(expr);
    if (problem) {
      findings.push({ pointer, message: problem });
    }
  };
  const duration = (pointer: string, value: string | undefined) => {
    if (value !== undefined && !DURATION.test(value)) {
      findings.push({
        pointer,
        message: `"${value}" is not a duration; write it like 30s, 5m or 1h30m`,
      });
    }
  };

  duration('/interval', spec.interval);
  const names = new Map<string, number>();
  spec.rules?.forEach((rule, index) => {
    const at = `/rules/${index}`;
    const earlier = names.get(rule.name);
    if (earlier !== undefined) {
      findings.push({
        pointer: `${at}/name`,
        message: `${rule.name} is there twice (see /rules/${earlier}); give each rule a name of its own`,
      });
    }
    names.set(rule.name, index);
    expression(`${at}/expr`, rule.expr);
    duration(`${at}/for`, rule.for);
    duration(`${at}/keepFiringFor`, rule.keepFiringFor);
    for (const label of Object.keys(rule.labels ?? {})) {
      if (!LABEL.test(label) || label.startsWith('__')) {
        findings.push({
          pointer: `${at}/labels/${label
            .replaceAll('~', '~0')
            .replaceAll('/', '~1')}`,
          message: `"${label}" cannot be the name of a label; use letters, digits and underscores`,
        });
      }
    }
  });
  spec.recordings?.forEach(({ expr }, index) =>
    expression(`/recordings/${index}/expr`, expr),
  );
  return findings;
}

function promqlProblem(expr: string): string | undefined {
  const cursor = parser.parse(expr).cursor();
  do {
    if (cursor.type.isError) {
      const before = expr.slice(0, cursor.from).split('\n');
      const line = before.length;
      const column = (before.at(-1)?.length ?? 0) + 1;
      const near = expr.slice(cursor.from, cursor.from + 20).split('\n')[0];
      return near
        ? `This is not PromQL at line ${line}, column ${column}, near "${near}"`
        : 'This is not PromQL: something is missing at the end';
    }
  } while (cursor.next());
  return undefined;
}
