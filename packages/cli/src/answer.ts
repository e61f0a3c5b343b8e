import { Finding } from '@commonhold/topology';
import { Paint } from './paint';
import { sarifOf } from './sarif';
import { findingsText, yamlText } from './text';
import { Invocation } from './usage';

/** What a command has to say, before it is known in which form. */
export interface Answer {
  /** For programs. */
  readonly document: unknown;
  /** For people. */
  text(paint: Paint): string;
  /** Findings that the text does not show; they go to stderr then. */
  readonly aside: readonly Finding[];
  readonly findings: readonly Finding[];
}

/** What goes to stdout, and what to stderr. */
export interface Printed {
  readonly out: string;
  readonly error: string;
}

/** An answer in the form asked for. Programs get their document on stdout alone. */
export function print(
  answer: Answer,
  { output, directory }: Invocation,
  paint: Paint,
): Printed {
  switch (output) {
    case 'json':
      return { out: jsonText(answer.document), error: '' };
    case 'sarif':
      return { out: jsonText(sarifOf(answer.findings, directory)), error: '' };
    case 'yaml':
      return { out: yamlText(answer.document), error: '' };
    default:
      return {
        out: answer.text(paint),
        error: findingsText(answer.aside, paint),
      };
  }
}

function jsonText(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
