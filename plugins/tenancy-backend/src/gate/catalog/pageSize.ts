/** So many entities are in memory at a time, at most, while they are looked through. */
const MOST = 10_000;

/** @returns the limit, or less; what is no number is for the catalog to refuse */
export function capLimit(limit: unknown): string {
  const wanted = limit === undefined ? MOST : Number(limit);
  return wanted > MOST ? String(MOST) : String(limit ?? MOST);
}

/** A cursor of `GET /entities`, which tells a limit of its own. */
export function capAfter(after: string): string {
  let cursor: unknown;
  try {
    cursor = JSON.parse(Buffer.from(after, 'base64').toString('utf8'));
  } catch {
    return after;
  }
  if (typeof cursor !== 'object' || cursor === null) {
    return after;
  }
  const limit = 'limit' in cursor ? cursor.limit : undefined;
  return Buffer.from(
    JSON.stringify({ ...cursor, limit: Number(capLimit(limit)) }),
    'utf8',
  ).toString('base64');
}
