/**
 * The id of a request: eleven letters and digits that tell nothing, neither how
 * many requests there are nor which came first, so that nobody can count what
 * they may not see.
 *
 * @public
 */
export type RequestId = string & { readonly __requestId: unique symbol };

/** Without letters that are taken for digits, nor vowels that make words. */
const DIGITS = '0123456789bcdfghjkmnpqrstvwxyz';
const LENGTH = 11;

/** What the database keeps: below 2^52, an integer that JavaScript knows. */
export const REQUEST_NUMBER_LIMIT = 2 ** 52;

/** @public */
export function formatRequestId(number: number): RequestId {
  if (
    !Number.isSafeInteger(number) ||
    number < 0 ||
    number >= REQUEST_NUMBER_LIMIT
  ) {
    throw new RangeError(`${number} is not the number of a request`);
  }
  let rest = number;
  let id = '';
  for (let i = 0; i < LENGTH; i++) {
    id = DIGITS[rest % DIGITS.length] + id;
    rest = Math.floor(rest / DIGITS.length);
  }
  return id as RequestId;
}

/**
 * @returns the number of a request, `undefined` if that is no id
 * @public
 */
export function requestNumber(id: string): number | undefined {
  if (id.length !== LENGTH) {
    return undefined;
  }
  let number = 0;
  for (const character of id) {
    const digit = DIGITS.indexOf(character);
    if (digit === -1) {
      return undefined;
    }
    number = number * DIGITS.length + digit;
  }
  return number < REQUEST_NUMBER_LIMIT ? number : undefined;
}
