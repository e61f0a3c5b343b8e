import { JsonScalar } from '../value';

export const SPACE = 32;
export const QUOTE = 34;
export const HASH = 35;
export const APOSTROPHE = 39;
export const DASH = 45;
export const COLON = 58;
export const COMMA = 44;
export const GREATER = 62;
export const OPEN_BRACKET = 91;
export const BACKSLASH = 92;
export const CLOSE_BRACKET = 93;
export const OPEN_BRACE = 123;
export const PIPE = 124;
export const CLOSE_BRACE = 125;

/** What is not `isPrintable`, line breaks aside. */
const UNPRINTABLE = /[^\n -~\u00a1-\u1fff\u2010-\u2027\u2030-\ud7ff]/;
const INTEGER = /^-?(?:0|[1-9][0-9]{0,14})$/;
const DECIMAL = /^-?(?:0|[1-9][0-9]{0,8})\.[0-9]{1,8}$/;
/** Whatever the core schema may take for a number, and then some. */
const NUMBER_LIKE = /^(?:[-+]?\.?[0-9][0-9a-fA-FxoeE.+-]*|[-+]?\.[A-Za-z]+)$/;
const WORDS = new Map<string, JsonScalar>([
  ['true', true],
  ['True', true],
  ['TRUE', true],
  ['false', false],
  ['False', false],
  ['FALSE', false],
  ['null', null],
  ['Null', null],
  ['NULL', null],
]);

/** What the core schema makes of a plain scalar; undefined if that takes a library. */
export function plainValue(text: string): JsonScalar | undefined {
  const word = WORDS.get(text);
  if (word !== undefined) {
    return word;
  }
  const first = text.charCodeAt(0);
  if (first > 57) {
    return text;
  }
  if (INTEGER.test(text) || DECIMAL.test(text)) {
    const number = Number(text);
    return Object.is(number, -0) ? undefined : number;
  }
  return NUMBER_LIKE.test(text) ? undefined : text;
}

/** Whether a plain scalar may begin so: with a letter, a digit, or one of `$(+./_-`. */
export function mayBegin(code: number, next: number): boolean {
  if ((code >= 97 && code <= 122) || (code >= 65 && code <= 90)) {
    return true;
  }
  if (code >= 48 && code <= 57) {
    return true;
  }
  if (code === DASH) {
    return next !== DASH && mayBegin(next, DASH);
  }
  return (
    code === 36 ||
    code === 40 ||
    code === 43 ||
    code === 46 ||
    code === 47 ||
    code === 95
  );
}

/** Whether a character means nothing but itself inside a scalar. */
export function isPrintable(code: number): boolean {
  return (
    (code >= SPACE && code < 127) ||
    (code > 160 && code < 0x2000) ||
    (code >= 0x2010 && code <= 0x2027) ||
    (code > 0x202f && code < 0xd800)
  );
}

export function isPrintableText(text: string): boolean {
  return !UNPRINTABLE.test(text);
}
