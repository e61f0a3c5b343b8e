/** Whether a pattern has `*` or `?`. */
export function isGlob(pattern: string): boolean {
  return pattern.includes('*') || pattern.includes('?');
}

/**
 * Whether a text matches a pattern, in which `*` stands for any characters (`/`
 * included) and `?` for one. Takes time in proportion to text × pattern at worst.
 *
 * @public
 */
export function matchesGlob(pattern: string, text: string): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let retry = 0;
  while (t < text.length) {
    if (pattern[p] === '*') {
      star = p;
      retry = t;
      p += 1;
    } else if (
      p < pattern.length &&
      (pattern[p] === '?' || pattern[p] === text[t])
    ) {
      p += 1;
      t += 1;
    } else if (star >= 0) {
      p = star + 1;
      retry += 1;
      t = retry;
    } else {
      return false;
    }
  }
  while (pattern[p] === '*') {
    p += 1;
  }
  return p === pattern.length;
}
