import { Finding, JsonValue, Origin } from '@commonhold/topology';
import { stringify } from 'yaml';
import { Paint } from './paint';

/** Findings for people: place, what is wrong, which leaves. */
export function findingsText(
  findings: readonly Finding[],
  paint: Paint,
): string {
  return findings
    .map(finding => {
      const { code, severity, message } = finding;
      const colour = severity === 'error' ? paint.red : paint.yellow;
      const touches = touchedText(finding);
      return [
        `${paint.bold(placeText(finding))} ${colour(severity)} ${code}`,
        `  ${message}`,
        ...(touches ? [`  ${paint.faint(touches)}`] : []),
        '',
      ].join('\n');
    })
    .join('\n');
}

function placeText({ file, line, column }: Finding): string {
  if (file === null) {
    return 'schema';
  }
  return line === null ? file : `${file}:${line}:${column}`;
}

function touchedText({ component, leaf, leaves, pointer }: Finding): string {
  if (leaf === null) {
    return '';
  }
  const where = component === null ? '' : `${component}${pointer ?? ''} at `;
  return `${where}${leaf}${
    leaves > 1 ? ` and ${counted(leaves - 1, 'more leaf', 'more leaves')}` : ''
  }`;
}

/** The last line: how many of what. */
export function summaryText(findings: readonly Finding[]): string {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  return `${counted(errors, 'error', 'errors')}, ${counted(
    findings.length - errors,
    'warning',
    'warnings',
  )}`;
}

export function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** A value as YAML that readers of YAML 1.1 and 1.2 understand alike. */
export function yamlText(value: unknown): string {
  return stringify(value, {
    compat: 'yaml-1.1',
    lineWidth: 0,
    aliasDuplicateObjects: false,
  });
}

/** A value on one line. */
export function inlineText(value: JsonValue | undefined): string {
  return JSON.stringify(value) ?? '';
}

export function originText(origin: Origin | { kind: 'built-in' }): string {
  switch (origin.kind) {
    case 'default':
      return "default of the component's schema";
    case 'built-in':
      return 'built in';
    default:
      return `${origin.file}:${origin.line}:${origin.column}`;
  }
}

export function indented(text: string, by: string): string {
  return text.replace(/^(?=.)/gm, by);
}
