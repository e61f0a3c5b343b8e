import { InputError } from '@backstage/errors';
import { EntityQuery, Json } from './entityQuery';

/**
 * A cursor of the catalog is the query in base64, and nobody signs it: whoever
 * has one can write another. So it is read as any other query.
 */
export function sanitizeCursor(cursor: string, query: EntityQuery): string {
  const decoded = decode(cursor);
  const orderFields = Array.isArray(decoded.orderFields)
    ? decoded.orderFields
    : [];
  const forbidden = orderFields.some(
    item =>
      typeof item === 'object' &&
      item !== null &&
      !Array.isArray(item) &&
      typeof item.field === 'string' &&
      !query.mayOrderBy(item.field),
  );
  if (forbidden) {
    throw new InputError('Malformed cursor');
  }
  const { filter, query: predicate, fullTextFilter } = decoded;
  return Buffer.from(
    JSON.stringify({
      ...decoded,
      ...(filter !== undefined && { filter: query.cursorFilter(filter) }),
      ...(predicate !== undefined && { query: query.predicate(predicate) }),
      ...(fullTextFilter !== undefined && {
        fullTextFilter: sanitizeText(fullTextFilter, query),
      }),
    }),
    'utf8',
  ).toString('base64');
}

export function sanitizeText(text: Json, query: EntityQuery): Json {
  if (typeof text !== 'object' || text === null || Array.isArray(text)) {
    return text;
  }
  return Array.isArray(text.fields)
    ? { ...text, fields: query.textFields(text.fields.map(String)) }
    : text;
}

function decode(cursor: string): { [key: string]: Json } {
  try {
    const decoded = JSON.parse(Buffer.from(cursor, 'base64').toString('utf8'));
    if (
      typeof decoded === 'object' &&
      decoded !== null &&
      !Array.isArray(decoded)
    ) {
      return decoded;
    }
  } catch {
    // Answered below, like everything else that is no cursor.
  }
  throw new InputError('Malformed cursor');
}
