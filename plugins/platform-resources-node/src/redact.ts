const HIDDEN = '***';

/** Shorter ones would take ordinary words out of the text. */
const SHORTEST_SECRET = 4;

/** What looks like a secret even if nobody told us. */
const PATTERNS: readonly [RegExp, string][] = [
  [
    /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(-----END [A-Z ]*PRIVATE KEY-----|$)/g,
    HIDDEN,
  ],
  [/([a-z][a-z0-9+.-]*:\/\/[^\s/:@]*):[^\s/@]+@/gi, `$1:${HIDDEN}@`],
  [/\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{8,}/gi, `$1 ${HIDDEN}`],
  [/\bSCRAM-SHA-256\$[^\s'"]+/g, HIDDEN],
  [
    /\b((?:[a-z0-9]+[_-])*(?:password|passwd|secret|token|api[_-]?key)["']?\s*[:=]?\s*)('(?:[^']|'')*'|"(?:[^"\\]|\\.)*")/gi,
    `$1${HIDDEN}`,
  ],
  [
    /\b((?:[a-z0-9]+[_-])*(?:password|passwd|secret|token|api[_-]?key)\s*=\s*)[^\s,;&'"]+/gi,
    `$1${HIDDEN}`,
  ],
];

/**
 * Takes secrets out of a text that is going to be stored, logged or shown: the
 * ones that are known, in every writing that errors and URLs give them, and what looks
 * like one.
 *
 * @public
 */
export function redact(text: string, secrets: Iterable<string> = []): string {
  let result = text;
  for (const writing of writingsOf(secrets)) {
    result = result.split(writing).join(HIDDEN);
  }
  for (const [pattern, replacement] of PATTERNS) {
    result = result.replace(pattern, replacement);
  }
  return result;
}

/** The longest first: a secret may hold another. */
function writingsOf(secrets: Iterable<string>): string[] {
  const writings = new Set<string>();
  for (const secret of secrets) {
    if (secret.length >= SHORTEST_SECRET) {
      writings.add(secret);
      writings.add(encodeURIComponent(secret));
      writings.add(JSON.stringify(secret).slice(1, -1));
      writings.add(secret.replaceAll("'", "''"));
      writings.add(Buffer.from(secret).toString('base64'));
    }
  }
  return [...writings].sort((a, b) => b.length - a.length);
}
