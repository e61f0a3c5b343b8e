import { FindingCode } from './findingCodes';
import { Path } from './pointer';
import { Source } from './source';
import { AnyValue } from './value';

/** Tells about something wrong at a value of the document being merged. */
export type Raise = (
  code: FindingCode,
  message: string,
  at: AnyValue,
  path: Path | undefined,
  subject?: string,
) => void;

/** Where something stands, for messages. */
export function whereIs(at: {
  readonly source: Source;
  readonly offset: number;
}): string {
  const { file, line } = at.source.place(at.offset);
  return `in ${file}:${line}`;
}
