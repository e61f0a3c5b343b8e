/** Long enough to hide a word, short enough to meet every cursor. */
const BASE64 = /[A-Za-z0-9+/_-]{16,}={0,2}/g;
const PRINTABLE = /^[\t\n\r\x20-\x7e\u00a0-\uffff]+$/;

/**
 * The text as it is and as it reads once decoded: cursors are base64, links
 * are percent-encoded, and either may be inside the other.
 */
export function decodings(text: string): string[] {
  const plain = percentDecoded(text);
  const inner = [...new Set([text, plain])].flatMap(outer =>
    (outer.match(BASE64) ?? [])
      .map(part => Buffer.from(part, 'base64').toString('utf8'))
      .filter(decoded => PRINTABLE.test(decoded)),
  );
  return [...new Set([text, plain, ...inner, ...inner.map(percentDecoded)])];
}

/** Broken escapes stay as they are: an answer may hold any percent sign. */
function percentDecoded(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, escaped => {
    try {
      return decodeURIComponent(escaped);
    } catch {
      return escaped;
    }
  });
}
