import { PortalRequest } from '../http/PortalClient';
import { EntityName, HiddenThings } from '../target/Target';
import { Route, fullPath } from './Route';

/** One hidden thing of each sort, to ask a route about. */
export type Sample = {
  readonly entity: EntityName;
  readonly location: string;
  readonly locationTarget: string;
  readonly task: string;
  readonly notification: string;
  readonly tenant: string;
  readonly registration: string;
  readonly request: string;
  readonly comment: string;
  readonly change: string;
  readonly name: string;
  readonly setting: { readonly bucket: string; readonly key: string };
};

/** Samples that go through all hidden things; where a sort has none, an entity's id stands in. */
export function samplesOf(hidden: HiddenThings, count: number): Sample[] {
  return spread(hidden.entities, count).map((entity, index) => {
    const pick = <T>(things: readonly T[], otherwise: T) =>
      things.length > 0 ? things[index % things.length] : otherwise;
    const location = pick(hidden.locations, {
      id: entity.uid,
      target: `https://repositories.example/${entity.name}.yaml`,
    });
    return {
      entity,
      location: location.id,
      locationTarget: location.target,
      task: pick(hidden.scaffolderTasks, entity.uid),
      notification: pick(hidden.notifications, entity.uid),
      tenant: pick(hidden.tenants, entity.name),
      registration: pick(hidden.registrations, { tenant: '', id: entity.uid })
        .id,
      request: pick(hidden.requests, entity.uid),
      comment: pick(hidden.comments, entity.uid),
      change: pick(hidden.changes, entity.uid),
      name: pick(hidden.names, entity.name),
      setting: pick(hidden.settings, {
        bucket: entity.name,
        key: entity.name,
      }),
    };
  });
}

/** Evenly chosen, in order: neighbours are of one kind. */
export function spread<T>(items: readonly T[], count: number): readonly T[] {
  if (items.length <= count) {
    return items;
  }
  return Array.from(
    { length: count },
    (_, index) => items[Math.floor((index * items.length) / count)],
  );
}

/** Whether a route's path names a thing. */
export function hasParameters(route: Route): boolean {
  return /\{.*\}/.test(route.path);
}

/** The route, asked about a sample. */
export function fillRoute(
  route: Route,
  sample: Sample,
  method: string = route.method,
): PortalRequest {
  const path = fullPath(route).replace(/\{([^}]+)\}/g, (_, name: string) =>
    encodeURIComponent(parameterOf(route, name, sample)),
  );
  return {
    method,
    path,
    ...(['POST', 'PUT', 'PATCH'].includes(method) && {
      body: bodyOf(sample),
    }),
  };
}

/** The route with each of its query parameters set to what the name asks for. */
export function fillQueries(route: Route, sample: Sample): PortalRequest[] {
  const { path, ...request } = fillRoute(route, sample);
  return route.query.flatMap(parameter =>
    queryValues(parameter, sample).map(value => ({
      ...request,
      path: `${path}?${parameter}=${encodeURIComponent(value)}`,
    })),
  );
}

function parameterOf(route: Route, name: string, sample: Sample): string {
  const { entity } = sample;
  switch (name) {
    case 'kind':
      return entity.kind;
    case 'namespace':
      return entity.namespace;
    case 'uid':
      return entity.uid;
    case 'taskId':
      return sample.task;
    case 'bucket':
      return sample.setting.bucket;
    case 'key':
      return sample.setting.key;
    case 'subscriptionId':
    case 'provider':
    case 'resource':
      return sample.name;
    case 'tenantId':
      return sample.tenant;
    case 'requestId':
      return sample.request;
    case 'commentId':
      return sample.comment;
    case 'changeId':
      return sample.change;
    case 'locationId':
      return sample.registration;
    case 'id':
      return idOf(route.plugin, sample);
    default:
      return entity.name;
  }
}

function idOf(plugin: string, sample: Sample): string {
  switch (plugin) {
    case 'catalog':
      return sample.location;
    case 'notifications':
      return sample.notification;
    case 'scaffolder':
      return sample.task;
    case 'tenancy':
      return sample.tenant;
    default:
      return sample.entity.uid;
  }
}

/** What a filter with this name may be given. */
function queryValues(name: string, sample: Sample): string[] {
  const { ref } = sample.entity;
  switch (name) {
    case 'limit':
    case 'offset':
      return [];
    case 'filter':
      return [`relations.ownedby=${ref}`, `metadata.uid=${sample.entity.uid}`];
    case 'facet':
      return [`metadata.annotations.${sample.entity.name}`];
    case 'orderField':
      return [`metadata.annotations.${sample.entity.name},asc`];
    default:
      return [ref, sample.entity.name];
  }
}

/** Says everything that a body may be asked for. Routers take what they know. */
function bodyOf(sample: Sample): object {
  const { entity } = sample;
  return {
    id: sample.location,
    ids: [sample.notification],
    entityRef: entity.ref,
    entityRefs: [entity.ref],
    templateRef: entity.ref,
    tenant: sample.tenant,
    type: 'url',
    target: sample.locationTarget,
    location: { type: 'url', target: sample.locationTarget },
    items: [sample.setting],
    query: { 'metadata.name': entity.name },
    value: entity.name,
    values: {},
    auth: {},
    context: {},
  };
}
