/**
 * Reads the demo estate in `examples/` for the tests beside this file, which say what must stay true of it.
 *
 * The rules of visibility are written out here once more, on purpose in a few plain lines and not
 * with the code of the product: the estate is what that code is tried on.
 */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import {
  getCompoundEntityRef,
  parseEntityRef,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import { parse, parseAllDocuments } from 'yaml';

export const ESTATE = resolvePackagePath('backend', '../../examples');

/** Fields of `spec` that hold references, with the kind they default to. */
const REFERENCE_FIELDS: Record<string, string | undefined> = {
  owner: 'Group',
  domain: 'Domain',
  subdomainOf: 'Domain',
  system: 'System',
  subcomponentOf: 'Component',
  providesApis: 'API',
  consumesApis: 'API',
  dependsOn: undefined,
  dependencyOf: undefined,
  parent: 'Group',
  children: 'Group',
  members: 'User',
  memberOf: 'Group',
};

export interface Tenant {
  metadata: { name: string; title: string; description: string };
  spec: {
    state: string;
    class?: 'internal' | 'external';
    platform: boolean;
    groups: string[];
    admins: string[];
    namespaces: string[];
    locations: string[];
    entitlements?: { platformComponents?: string[] };
    quotas?: { resources?: Record<string, number> };
  };
}

export interface Loaded {
  readonly file: string;
  readonly entity: Entity;
}

function readDocuments(file: string): unknown[] {
  return parseAllDocuments(readFileSync(path.join(ESTATE, file), 'utf8')).map(
    document => {
      if (document.errors.length > 0) {
        throw new Error(`${file}: ${document.errors[0].message}`);
      }
      return document.toJS();
    },
  );
}

export const targets: string[] = parse(
  readFileSync(path.join(ESTATE, 'catalog.yaml'), 'utf8'),
).spec.targets;
export const loaded = targets.flatMap(file =>
  readDocuments(file).map(
    (entity): Loaded => ({ file, entity: entity as Entity }),
  ),
);
export const entities = loaded.map(({ entity }) => entity);
export const tenants = readDocuments('tenants.yaml') as Tenant[];

export const refOf = (entity: Entity) => stringifyEntityRef(entity);
export const byRef = new Map(entities.map(entity => [refOf(entity), entity]));
export const ofKind = (kind: string) =>
  entities.filter(entity => entity.kind === kind);
export const namespaceOf = (entity: Entity) =>
  getCompoundEntityRef(entity).namespace;
export const tenantOf = (entity: Entity) =>
  tenants.find(tenant => tenant.spec.namespaces.includes(namespaceOf(entity)));

/** Every reference in `spec`, as full entity refs. */
export function referencesOf(entity: Entity): string[] {
  return Object.entries(REFERENCE_FIELDS).flatMap(([field, defaultKind]) =>
    [entity.spec?.[field] ?? []].flat().map(value =>
      stringifyEntityRef(
        parseEntityRef(String(value), {
          defaultKind,
          defaultNamespace: namespaceOf(entity),
        }),
      ),
    ),
  );
}

/** `everyone` who is internal, ids of tenants, or for a private entity the group that owns it. */
export function audienceOf(entity: Entity): string[] {
  const { annotations = {} } = entity.metadata;
  const tenant = tenantOf(entity);
  if (!tenant) {
    return ['operators'];
  }
  if (annotations['commonhold.io/visibility'] === 'private') {
    return [String(entity.spec?.owner)];
  }
  const others = (annotations['commonhold.io/shared-with'] ?? '')
    .split(',')
    .map(other => other.trim())
    .filter(Boolean);
  if (
    tenant.spec.platform ||
    annotations['commonhold.io/visibility'] === 'shared'
  ) {
    return ['everyone', ...others];
  }
  return [tenant.metadata.name, ...others];
}

/** May those who wrote `author` name `target`? */
export function mayName(author: Entity, target: Entity): boolean {
  const audience = audienceOf(target);
  const tenant = tenantOf(author);
  return (
    (audience.includes('everyone') && tenant?.spec.class !== 'external') ||
    audience.includes(tenant?.metadata.name ?? '') ||
    // Private things are named by private things of the same owner only.
    audienceOf(author).every(reader => audience.includes(reader))
  );
}

/** The groups from `ref` upwards, itself included. */
export function groupsUpwards(ref: string): string[] {
  const parent = byRef.get(ref)?.spec?.parent;
  return typeof parent === 'string' ? [ref, ...groupsUpwards(parent)] : [ref];
}

export function tenantsOfUser(user: Entity): string[] {
  const groups = [user.spec?.memberOf ?? []]
    .flat()
    .map(String)
    .flatMap(groupsUpwards);
  return tenants
    .filter(tenant => tenant.spec.groups.some(group => groups.includes(group)))
    .map(tenant => tenant.metadata.name);
}

/** Beside the catalog, and checked by `commonhold validate`. */
const NOT_CATALOG = new Set(['deployments', 'schemas']);

/** Files below the estate whose names end with `extension`, as paths with `/`. */
export function listEstateFiles(extension: string): string[] {
  return readdirSync(ESTATE, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith(extension))
    .map(file => file.split(path.sep).join('/'))
    .filter(file => !NOT_CATALOG.has(file.split('/')[0]));
}
