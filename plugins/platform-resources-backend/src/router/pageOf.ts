const DEFAULT_LIMIT = 20;

export function pageOf(query: {
  readonly limit?: number;
  readonly cursor?: string;
}): { readonly limit: number; readonly cursor?: string } {
  return { limit: query.limit ?? DEFAULT_LIMIT, cursor: query.cursor };
}
