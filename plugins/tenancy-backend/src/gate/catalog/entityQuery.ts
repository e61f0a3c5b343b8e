import { InputError } from '@backstage/errors';
import { Caller, audienceSeenBy } from '@commonhold/plugin-tenancy-common';
import {
  fullRefOf,
  holdsAudiences,
  isPlain,
  meaningOf,
  namesElement,
} from './references';

/** A value that no field of an entity ever has. */
const NOTHING = '-';

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/**
 * Takes questions about hidden entities out of what somebody asks the catalog:
 * whether there is something that a hidden entity owns, how things sort by
 * their hidden owners. A condition on what the caller may not see matches
 * nothing, exactly as one on what does not exist.
 *
 * Used twice: once to collect which refs are asked about, once, when it is
 * known which of them are visible, to write the question anew.
 */
export class EntityQuery {
  /** Refs that are asked about. */
  readonly asked = new Set<string>();

  constructor(
    private readonly caller: Caller,
    private readonly visible?: ReadonlySet<string>,
  ) {}

  /** A `filter` of a query string: `key=value` statements, by commas. */
  filterString(filter: string): string {
    return filter
      .split(',')
      .map(statement => {
        const equals = statement.indexOf('=');
        const key = (
          equals < 0 ? statement : statement.slice(0, equals)
        ).trim();
        if (equals < 0) {
          return isPlain(key) ? statement : `${key}=${NOTHING}`;
        }
        const value = statement.slice(equals + 1).trim();
        return `${key}=${this.value(key, value)}`;
      })
      .join(',');
  }

  /** A filter predicate of a body or a cursor. */
  predicate(value: Json): Json {
    if (!isObject(value)) {
      return value;
    }
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => {
        if (key === '$all' || key === '$any') {
          return [key, list(inner).map(part => this.predicate(part))];
        }
        if (key === '$not') {
          return [key, this.predicate(inner)];
        }
        return [key, this.condition(key, inner)];
      }),
    );
  }

  /** The older form of filters that cursors may still hold. */
  cursorFilter(value: Json): Json {
    if (!isObject(value)) {
      return value;
    }
    if (typeof value.key === 'string') {
      const { key, values } = value;
      if (!Array.isArray(values)) {
        return isPlain(key) ? value : { key, values: [NOTHING] };
      }
      return {
        key,
        values: values.map(item => this.value(key, String(item))),
      };
    }
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [
        key,
        Array.isArray(inner)
          ? inner.map(part => this.cursorFilter(part))
          : this.cursorFilter(inner),
      ]),
    );
  }

  /** Sorting by what may be hidden would tell of it. */
  mayOrderBy(field: string): boolean {
    return isPlain(field);
  }

  /** Fields for a full text filter, without those that name others. */
  textFields(fields: readonly string[]): string[] {
    const left = fields.filter(isPlain);
    return left.length > 0 || fields.length === 0 ? left : [NOTHING];
  }

  private condition(key: string, value: Json): Json {
    if (!isObject(value)) {
      return this.value(key, String(value)) === NOTHING ? NOTHING : value;
    }
    if (Array.isArray(value.$in)) {
      return { $in: value.$in.map(item => this.value(key, String(item))) };
    }
    if ('$contains' in value) {
      return this.contains(key, value.$contains);
    }
    // Existence, prefixes of refs, and operators that are not known here.
    return isPlain(key) ? value : NOTHING;
  }

  private contains(key: string, target: Json): Json {
    if (!isObject(target)) {
      return { $contains: this.value(key, String(target)) };
    }
    if (key.toLowerCase() !== 'relations') {
      return { $contains: target };
    }
    const refs = isObject(target.targetRef)
      ? list(target.targetRef.$in ?? [])
      : [target.targetRef];
    const kept = refs.filter(ref => {
      const full = typeof ref === 'string' ? fullRefOf(ref) : undefined;
      return full !== undefined && this.sees(full);
    });
    return {
      $contains: { ...target, targetRef: { $in: [...kept, NOTHING] } },
    };
  }

  private value(key: string, value: string): string {
    if (namesElement(key)) {
      return NOTHING;
    }
    if (holdsAudiences(key)) {
      return audienceSeenBy(this.caller).some(
        held => held === value.toLocaleLowerCase('en-US'),
      )
        ? value
        : NOTHING;
    }
    const meaning = meaningOf(key, value);
    switch (meaning.is) {
      case 'plain':
        return value;
      case 'reference':
        return meaning.ref && this.sees(meaning.ref) ? value : NOTHING;
      case 'ambiguous':
      default:
        throw new InputError(
          `"${value}" is somebody else in each namespace: ask for ${key} with the whole ref, such as group:default/${value.replace(
            /^.*:/,
            '',
          )}, or for a relation, such as relations.ownedBy`,
        );
    }
  }

  private sees(ref: string): boolean {
    this.asked.add(ref);
    return this.visible?.has(ref) ?? false;
  }
}

function isObject(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function list(value: Json): Json[] {
  if (!Array.isArray(value)) {
    throw new InputError('A filter needs a list here');
  }
  return value;
}

export type { Json };
