import { Component } from './component';
import { fillDefaults } from './defaults';
import { Environment } from './environment';
import { FindingCode } from './findingCodes';
import { collectInto, isError, Problem } from './findings';
import { canonicalJson, Sha256 } from './hash';
import { Instance, instancesOf, refuseNoInstances } from './instances';
import { escapeSegment } from './pointer';
import { Place, SCHEMA_DEFAULT } from './source';
import { JsonValue, Value } from './value';
import { substitute } from './variables';

/** Where a value comes from. @public */
export type Origin =
  | ({ readonly kind: 'file' } & Place)
  | { readonly kind: 'default' };

/**
 * The effective configuration of one component. Leaves for which it is the same,
 * and comes from the same places, share one.
 *
 * @public
 */
export class ComponentResult {
  #sha256: string | undefined;

  /** @internal */
  constructor(
    private readonly component: Component,
    private readonly root: Value | undefined,
    /** @internal */
    readonly problems: readonly Problem[],
    private readonly hash: Sha256,
  ) {}

  /** Whether an error keeps the component from having a value here. */
  get blocked(): boolean {
    return this.problems.some(isError);
  }

  /** Whether there is a value: not blocked, and not deleted. */
  get present(): boolean {
    return this.root !== undefined && !this.blocked;
  }

  /** The value as JSON, frozen; undefined if there is none. */
  get value(): JsonValue | undefined {
    return this.present ? this.root?.toJson() : undefined;
  }

  /** SHA-256 over the value's RFC 8785 JSON, in hex; empty if there is no value. */
  get sha256(): string {
    this.#sha256 ??=
      this.root && this.present ? this.hash(canonicalJson(this.root)) : '';
    return this.#sha256;
  }

  /** The resources that the configuration declares. */
  get instances(): Instance[] {
    return this.root && this.present
      ? instancesOf(this.root, this.component.name, this.component.instances)
      : [];
  }

  /** The provenance of every value, by JSON Pointer, from the top down. */
  origins(): [pointer: string, origin: Origin][] {
    const origins: [string, Origin][] = [];
    if (this.root && this.present) {
      collectOrigins(this.root, '', origins);
    }
    return origins;
  }

  /** @internal */
  get node(): Value | undefined {
    return this.present ? this.root : undefined;
  }
}

export function originOf(value: Value): Origin {
  if (value.source === SCHEMA_DEFAULT) {
    return { kind: 'default' };
  }
  const { file, line, column } = value.source.place(value.offset);
  return { kind: 'file', file, line, column };
}

function collectOrigins(
  value: Value,
  pointer: string,
  origins: [string, Origin][],
): void {
  origins.push([pointer, originOf(value)]);
  if (value.kind === 'map') {
    for (let i = 0; i < value.keys.length; i++) {
      const below = `${pointer}/${escapeSegment(value.keys[i])}`;
      collectOrigins(value.values[i], below, origins);
    }
  } else if (value.kind === 'list') {
    for (let i = 0; i < value.items.length; i++) {
      collectOrigins(value.items[i], `${pointer}/${i}`, origins);
    }
  }
}

/** After these, parts of what was written are missing from the value. */
const LEAVING_GAPS: readonly FindingCode[] = ['RESERVED', 'MISSING_KEY'];

/**
 * What comes after the merge: variables, defaults, validation. The schema is asked
 * even if something was wrong before, so that all is told at once; but not about a
 * value with gaps, nor again about a place that is known to be wrong.
 */
export function finish(
  component: Component,
  merged: Value | undefined,
  found: readonly Problem[],
  environment: Environment,
  sha256: Sha256,
): ComponentResult {
  if (!merged) {
    return new ComponentResult(component, undefined, found, sha256);
  }
  const unknown: Problem[] = [];
  const substituted = substitute(
    merged,
    environment,
    collectInto(unknown, component.name),
  );
  const value = fillDefaults(substituted, component.schema);
  const known = unknown.length > 0 ? [...found, ...unknown] : found;
  const invalid: Problem[] = [];
  if (!known.some(({ code }) => LEAVING_GAPS.includes(code))) {
    const raise = collectInto(invalid, component.name);
    component.validator?.(value, raise);
    if (component.instances) {
      refuseNoInstances(value, component.instances, raise);
    }
  }
  const news = invalid.filter(
    problem =>
      !known.some(
        other =>
          isError(other) &&
          other.at === problem.at &&
          other.offset === problem.offset,
      ),
  );
  const all = news.length > 0 ? [...known, ...news] : known;
  return new ComponentResult(component, value, all, sha256);
}
