import { CST, Lexer } from 'yaml';

/** Maps and lists inside one another at most. */
export const MAX_DEPTH = 100;
/** Lexical pieces in a file at most: more than 1 MiB of usual lines has. */
const MAX_LEXEMES = 300_000;
/** Texts up to this many characters are harmless whatever they hold. */
const SMALL_TEXT = 16 * 1024;

/** Why a file could not be read, and where. */
export class YamlProblem extends Error {
  constructor(readonly offset: number, message: string) {
    super(message);
    this.name = 'YamlProblem';
  }
}

export function tooDeep(offset: number): YamlProblem {
  return new YamlProblem(
    offset,
    `Maps and lists may be nested ${MAX_DEPTH} deep at most.`,
  );
}

/**
 * Stops at texts made to exhaust a parser: what comes after this recurses into nested
 * collections and takes long over hundreds of thousands of tokens. Files of usual size
 * are harmless whatever they hold, and cost nothing here.
 *
 * @throws YamlProblem
 */
export function refuseHostileText(text: string): void {
  if (text.length <= SMALL_TEXT) {
    return;
  }
  const open: string[] = [];
  let offset = 0;
  let count = 0;
  let indicatorsInLine = 0;
  for (const lexeme of new Lexer().lex(text)) {
    count += 1;
    if (count > MAX_LEXEMES) {
      throw new YamlProblem(
        offset,
        `The file has more than ${MAX_LEXEMES} words and signs. Split it.`,
      );
    }
    switch (lexeme) {
      case '[':
      case '{':
        open.push(lexeme);
        break;
      case ']':
      case '}':
        if (open.pop() !== (lexeme === ']' ? '[' : '{')) {
          throw new YamlProblem(
            offset,
            `This ${lexeme} closes nothing that was opened before it.`,
          );
        }
        break;
      case '-':
      case '?':
        indicatorsInLine += 1;
        break;
      case '\n':
      case '\r\n':
        indicatorsInLine = 0;
        break;
      default:
    }
    if (open.length + indicatorsInLine > MAX_DEPTH) {
      throw tooDeep(offset);
    }
    // Control characters mark the kind of the next lexeme and stand for no text.
    if (
      lexeme !== CST.DOCUMENT &&
      lexeme !== CST.SCALAR &&
      lexeme !== CST.FLOW_END
    ) {
      offset += lexeme.length;
    }
  }
}
