import { Answer } from '../http/PortalClient';

/** These say when and how fast an answer came, not about what. */
const VOLATILE_HEADERS =
  /^(date|age|keep-alive|connection|ratelimit.*|x-ratelimit.*|x-request-id|traceparent|server-timing)$/;
/** Their values are made from the body, which is compared by itself. */
const DERIVED_HEADERS = /^(etag|set-cookie|last-modified)$/;
const TIME =
  /\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})?/g;
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;

/**
 * How two answers differ that have to be alike, or undefined.
 *
 * @param hidden - to a question about something hidden
 * @param absent - to the same question about something that does not exist
 * @param rename - turns what was asked in the first into what was asked in the second, and
 *   changes whatever else it changes in both alike
 */
export function differenceOf(
  hidden: Answer,
  absent: Answer,
  rename: (text: string) => string,
): string | undefined {
  if (hidden.status !== absent.status) {
    return `hidden answers ${hidden.status}, absent ${absent.status}`;
  }
  const bodies = [hidden, absent].map(answer => settled(rename(answer.text)));
  if (bodies[0] !== bodies[1]) {
    return `both answer ${hidden.status}, but hidden with ${excerpt(
      bodies[0],
      bodies[1],
    )}, absent with ${excerpt(bodies[1], bodies[0])}`;
  }
  return differenceOfHeaders(hidden, absent, rename);
}

function differenceOfHeaders(
  hidden: Answer,
  absent: Answer,
  rename: (text: string) => string,
): string | undefined {
  const names = new Set(
    [hidden, absent]
      .flatMap(({ headers }) => Object.keys(headers))
      .filter(name => !VOLATILE_HEADERS.test(name)),
  );
  // Words of equal length make bodies of equal length, but times in them do not.
  if (hidden.text.length !== absent.text.length) {
    names.delete('content-length');
  }
  // Nor can the stack trace be left out of the length of an error without a body.
  if (hidden.status >= 400 && hidden.text === '') {
    names.delete('content-length');
  }
  for (const name of names) {
    const [a, b] = [hidden, absent].map(({ headers }) => {
      const value = headers[name];
      if (value === undefined || DERIVED_HEADERS.test(name)) {
        return value === undefined ? 'absent' : 'present';
      }
      return settled(rename(String(value)));
    });
    if (a !== b) {
      return `header ${name}: hidden "${a}", absent "${b}"`;
    }
  }
  return undefined;
}

/**
 * Without what differs between any two answers. Stack traces go too: portals
 * show them in development only.
 */
function settled(text: string): string {
  return (
    text
      .replace(/"stack":\s*"(?:[^"\\]|\\.)*",?/g, '')
      .replace(/"etag":"[^"]*"/g, '"etag":"<etag>"')
      // Numbers of log entries about internal errors.
      .replace(/logId=[0-9a-f]+/g, 'logId=<id>')
      .replace(TIME, '<time>')
      .replace(UUID, '<uuid>')
  );
}

/** The place where a text leaves the other. */
function excerpt(text: string, other: string): string {
  let start = 0;
  while (start < text.length && text[start] === other[start]) {
    start += 1;
  }
  const from = Math.max(0, start - 30);
  const part = text.slice(from, from + 120).replace(/\s+/g, ' ');
  return part === '' ? 'nothing' : `“${from > 0 ? '…' : ''}${part}”`;
}
