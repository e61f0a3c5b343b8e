type Mutable<T> = T extends string | number | boolean | null | undefined
  ? T
  : { -readonly [K in keyof T]: Mutable<T[K]> };

/** The generated types of answers have no `readonly`; ours do. */
export function mutable<T>(value: T): Mutable<T> {
  return value as Mutable<T>;
}
