/**
 * One set of records: all answers to a name and type.
 *
 * @public
 */
export type RecordSpec = {
  /** Of a zone that the server has, without a dot at the end. */
  readonly zone: string;
  /** Relative to the zone; `@` is the zone itself. */
  readonly name: string;
  readonly type: string;
  /** Seconds. */
  readonly ttl: number;
  /** As in a zone file; the order does not matter. */
  readonly values: readonly string[];
  /** PowerDNS answers what it is told: both have to be left out. */
  readonly healthCheck?: object;
  readonly failover?: string;
};

/** Absolute, with the dot at the end, in lower case: as PowerDNS names it. */
export function absoluteName({ zone, name }: RecordSpec): string {
  return `${name === '@' ? '' : `${name}.`}${zone}.`.toLowerCase();
}
