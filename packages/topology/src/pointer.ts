/**
 * A place inside a value, as a list that shares its beginning with others, so
 * that walking down costs one small object only where something is looked at.
 */
export interface Path {
  readonly parent: Path | undefined;
  readonly segment: string | number;
}

export function below(
  parent: Path | undefined,
  segment: string | number,
): Path {
  return { parent, segment };
}

/** The JSON Pointer (RFC 6901) of a path; the root is the empty string. */
export function pointerOf(path: Path | undefined): string {
  let pointer = '';
  for (let at = path; at; at = at.parent) {
    pointer = `/${escapeSegment(String(at.segment))}${pointer}`;
  }
  return pointer;
}

export function pointerOfSegments(
  segments: readonly (string | number)[],
): string {
  return segments.map(segment => `/${escapeSegment(String(segment))}`).join('');
}

export function escapeSegment(segment: string): string {
  return segment.includes('~') || segment.includes('/')
    ? segment.replace(/~/g, '~0').replace(/\//g, '~1')
    : segment;
}

/**
 * The segments of a JSON Pointer, or undefined if it is none: it is empty or
 * begins with `/`.
 */
export function parsePointer(pointer: string): string[] | undefined {
  if (pointer === '') {
    return [];
  }
  if (!pointer.startsWith('/') || /~(?![01])/.test(pointer)) {
    return undefined;
  }
  return pointer
    .slice(1)
    .split('/')
    .map(segment => segment.replace(/~1/g, '/').replace(/~0/g, '~'));
}
