/**
 * What is looked after: the alert and recording rules of one application at
 * one place. Durations as Prometheus writes them, such as `5m`.
 *
 * @public
 */
export type AlertingSpec = {
  /** Who is told: becomes the label `receiver` of every alert. */
  readonly receiver?: string;
  /** URL; with the name of a rule it becomes its annotation `runbook_url`. */
  readonly runbooks?: string;
  /** How often the rules are evaluated. */
  readonly interval?: string;
  readonly rules?: readonly AlertRule[];
  readonly recordings?: readonly RecordingRule[];
};

/** @public */
export type AlertRule = {
  readonly name: string;
  /** PromQL. */
  readonly expr: string;
  readonly for?: string;
  readonly keepFiringFor?: string;
  readonly severity?: string;
  readonly summary?: string;
  readonly labels?: Readonly<Record<string, string>>;
};

/** @public */
export type RecordingRule = {
  readonly record: string;
  /** PromQL. */
  readonly expr: string;
};
