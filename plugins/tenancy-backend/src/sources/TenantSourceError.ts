/** A place in a source; line and column count from 1. */
export type SourcePosition = { readonly line: number; readonly column: number };

/**
 * A source that cannot be applied. The message says what is wrong and what to
 * do; the place is that of the offending value, where there is one.
 */
export class TenantSourceError extends Error {
  readonly position: SourcePosition | undefined;

  constructor(message: string, position?: SourcePosition) {
    super(message);
    this.name = 'TenantSourceError';
    this.position = position;
  }
}
