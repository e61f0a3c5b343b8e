import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { defaultKindOf } from '@commonhold/plugin-tenancy-common';

/** A ref with kind, namespace and name, as relations write them. */
const FULL_REF =
  /^[a-z][a-z0-9]*:[a-z0-9]([a-z0-9._-]*[a-z0-9])?\/[a-z0-9]([a-z0-9._-]*[a-z0-9])?$/i;

/** @returns the ref in its normal form, if the text is one with all its parts */
export function fullRefOf(text: string): string | undefined {
  // Lower case first, as the catalog does: it folds letters that look alike.
  const lower = text.toLowerCase();
  return FULL_REF.test(lower)
    ? stringifyEntityRef(parseEntityRef(lower))
    : undefined;
}

/** @returns the ref in its normal form, or `undefined` if it is none */
export function resolveRef(
  text: string,
  defaults: { kind: string; namespace: string },
): string | undefined {
  try {
    return stringifyEntityRef(
      parseEntityRef(text, {
        defaultKind: defaults.kind,
        defaultNamespace: defaults.namespace,
      }),
    );
  } catch {
    return undefined;
  }
}

/** A ref with a kind that catalogs have, but without a namespace. */
const REF_WITHOUT_NAMESPACE =
  /^(api|component|domain|group|location|resource|system|template|tenant|user):[a-z0-9]([a-z0-9._-]*[a-z0-9])?$/i;

/**
 * The entity that a text in `spec` names, in a field of which nobody knows what
 * it holds. Names alone may be anything; with a kind they are taken for refs.
 *
 * @param namespace - of the entity, which is meant where the ref names none
 * @returns the ref in its normal form, or `undefined` for a plain text
 */
export function namedIn(text: string, namespace: string): string | undefined {
  const full = fullRefOf(text);
  if (full) {
    return full;
  }
  const lower = text.toLowerCase();
  return REF_WITHOUT_NAMESPACE.test(lower)
    ? resolveRef(lower, { kind: 'component', namespace })
    : undefined;
}

/** What a value means that stands alone, without the entity that it is of. */
export type Meaning =
  | { readonly is: 'plain' }
  /** `undefined`: a reference is asked for, and this is none */
  | { readonly is: 'reference'; readonly ref: string | undefined }
  /** Another entity in each namespace. */
  | { readonly is: 'ambiguous' };

/**
 * What a value in a filter or a facet means. Without a namespace it means
 * another entity for each entity that has it, visible ones and hidden ones.
 *
 * @param key - of the catalog's search, such as `spec.owner`
 */
export function meaningOf(key: string, value: string): Meaning {
  const lower = key.toLocaleLowerCase('en-US');
  if (lower.startsWith('relations.')) {
    return { is: 'reference', ref: fullRefOf(value) };
  }
  if (!lower.startsWith('spec.')) {
    return { is: 'plain' };
  }
  const kind = defaultKindOf(lower.slice('spec.'.length));
  const [here, there] = ['here', 'there'].map(namespace =>
    kind === undefined
      ? namedIn(value, namespace)
      : resolveRef(value, { kind, namespace }),
  );
  if (here !== there) {
    return { is: 'ambiguous' };
  }
  return kind === undefined && here === undefined
    ? { is: 'plain' }
    : { is: 'reference', ref: here };
}

/**
 * Fields of `spec` that hold plain words in the kinds that come with Backstage.
 * Of any other field of `spec`, nobody knows whether it names somebody.
 */
const PLAIN_SPEC = new Set([
  'spec.type',
  'spec.lifecycle',
  'spec.profile.displayname',
  'spec.profile.email',
]);

/**
 * Whether values of a key of the catalog's search may be asked about otherwise
 * than whole: by prefix, text, order or mere existence.
 */
export function isPlain(key: string): boolean {
  const lower = key.toLocaleLowerCase('en-US');
  return lower.startsWith('spec.')
    ? PLAIN_SPEC.has(lower)
    : !holdsReferences(lower);
}

/** Whether a key of the catalog's search holds references, whatever the value. */
export function holdsReferences(key: string): boolean {
  const lower = key.toLocaleLowerCase('en-US');
  return (
    lower === 'relations' ||
    lower.startsWith('relations.') ||
    (lower.startsWith('spec.') &&
      defaultKindOf(lower.split('.')[1]) !== undefined) ||
    holdsAudiences(lower)
  );
}

/**
 * Whether a key is itself about one element of a list: the catalog's search has
 * such keys, `spec.dependson.component:payments/db` with the value `true`.
 */
export function namesElement(key: string): boolean {
  const lower = key.toLocaleLowerCase('en-US');
  if (lower.startsWith('metadata.tenancy.audience.')) {
    return true;
  }
  if (!lower.startsWith('spec.')) {
    return false;
  }
  const [, field, ...rest] = lower.split('.');
  return (
    (rest.length > 0 && defaultKindOf(field) !== undefined) ||
    /[:/]/.test(lower)
  );
}

/** Whether a key tells who else may see a thing. */
export function holdsAudiences(key: string): boolean {
  const lower = key.toLocaleLowerCase('en-US');
  return (
    lower === 'metadata.tenancy' ||
    lower === 'metadata.tenancy.audience' ||
    lower.startsWith('metadata.tenancy.audience.') ||
    lower === 'metadata.annotations.commonhold.io/shared-with'
  );
}
