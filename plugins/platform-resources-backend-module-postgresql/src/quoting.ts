/** Names and values in statements that take no parameters, such as CREATE ROLE. */
export function identifier(name: string): string {
  return `"${withoutNul(name).replaceAll('"', '""')}"`;
}

export function literal(value: string): string {
  const text = withoutNul(value).replaceAll("'", "''");
  return text.includes('\\')
    ? ` E'${text.replaceAll('\\', '\\\\')}'`
    : `'${text}'`;
}

function withoutNul(text: string): string {
  if (text.includes('\0')) {
    throw new RangeError('PostgreSQL takes no NUL character');
  }
  return text;
}
