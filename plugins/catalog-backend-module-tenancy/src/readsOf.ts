import path from 'node:path';
import {
  ANNOTATION_SOURCE_LOCATION,
  Entity,
  parseLocationRef,
} from '@backstage/catalog-model';
import { ScmIntegrationRegistry } from '@backstage/integration';
import { LocationSpec } from '@backstage/plugin-catalog-common';
import { isKind } from './claims';

/** Of `@backstage/plugin-techdocs-common`, which would be needed for this alone. */
const ANNOTATION_TECHDOCS = 'backstage.io/techdocs-ref';

/** The field of a `Location`, whether it has one target or several. */
export const TARGETS = 'spec.targets';

/** Something that the portal reads because an entity says so. */
export type EntityRead = {
  /** Where the entity says so. */
  readonly field: string;
  /** As it is written there. */
  readonly written: string;
  readonly place: LocationSpec;
};

/**
 * Everything that the portal reads for an entity as it was written: files that
 * placeholders stand for, documentation, and the targets of a location.
 *
 * @param location - where the entity was read from, for relative places
 */
export function readsOf(
  entity: Entity,
  location: LocationSpec,
  integrations: ScmIntegrationRegistry,
): EntityRead[] {
  const resolve = (url: string, base: LocationSpec): string =>
    integrations.resolveUrl({ url, base: base.target });
  return [
    ...readsOfPlaceholders(entity, location, resolve),
    ...readsOfAnnotations(entity, location, resolve),
    ...(isKind(entity, 'location')
      ? readsOfTargets(entity, location, resolve)
      : []),
  ];
}

type Resolve = (url: string, base: LocationSpec) => string;

/**
 * As the catalog finds them: objects with one key, which begins with `$`. Any
 * such key, since others than `$text`, `$json` and `$yaml` can be installed.
 */
function readsOfPlaceholders(
  entity: Entity,
  location: LocationSpec,
  resolve: Resolve,
): EntityRead[] {
  const reads: EntityRead[] = [];
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) {
      return;
    }
    const entries = Object.entries(value);
    const [[key, written] = ['', undefined]] = entries;
    if (
      entries.length === 1 &&
      key.startsWith('$') &&
      typeof written === 'string'
    ) {
      const target = resolved(written, location, resolve);
      // Others, such as `urn:`, are names that nobody can read.
      if (target !== undefined && /^(https?|file):/i.test(target)) {
        reads.push({ field: key, written, place: { type: 'url', target } });
      }
    }
    entries.forEach(([, inner]) => walk(inner));
  };
  walk(entity);
  return reads;
}

function readsOfAnnotations(
  entity: Entity,
  location: LocationSpec,
  resolve: Resolve,
): EntityRead[] {
  const reads: EntityRead[] = [];
  const source = locationIn(entity, ANNOTATION_SOURCE_LOCATION);
  if (source) {
    reads.push({
      field: ANNOTATION_SOURCE_LOCATION,
      written: source.target,
      place: source,
    });
  }
  const docs = locationIn(entity, ANNOTATION_TECHDOCS);
  const base = source ?? location;
  let target: string | undefined;
  if (docs?.type === 'url') {
    target = docs.target;
  } else if (docs?.type === 'dir' && base.type === 'url') {
    // Those of a folder on disk cannot leave it.
    target = resolved(docs.target, base, resolve);
  }
  if (docs && target !== undefined) {
    reads.push({
      field: ANNOTATION_TECHDOCS,
      written: docs.target,
      place: { type: 'url', target },
    });
  }
  return reads;
}

function readsOfTargets(
  entity: Entity,
  location: LocationSpec,
  resolve: Resolve,
): EntityRead[] {
  const { type: declared, target, targets } = entity.spec ?? {};
  const type = typeof declared === 'string' ? declared : location.type;
  const absolute = (written: string): string => {
    if (type !== location.type) {
      return written;
    }
    if (type === 'file') {
      return written.startsWith('.')
        ? path.join(path.dirname(location.target), written)
        : written;
    }
    return resolved(written, location, resolve) ?? written;
  };
  return [target, ...(Array.isArray(targets) ? targets : [])]
    .filter(value => typeof value === 'string')
    .map(written => ({
      field: TARGETS,
      written,
      place: { type, target: absolute(written) },
    }));
}

/** @returns `undefined` for what nobody can resolve, nor read */
function resolved(
  written: string,
  base: LocationSpec,
  resolve: Resolve,
): string | undefined {
  try {
    return resolve(written, base);
  } catch {
    return undefined;
  }
}

function locationIn(
  { metadata }: Entity,
  annotation: string,
): LocationSpec | undefined {
  const ref = metadata.annotations?.[annotation];
  if (typeof ref !== 'string') {
    return undefined;
  }
  try {
    return parseLocationRef(ref);
  } catch {
    return undefined;
  }
}
