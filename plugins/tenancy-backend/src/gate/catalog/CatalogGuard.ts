import { stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { Caller, audienceSeenBy } from '@commonhold/plugin-tenancy-common';
import { StampLookup } from '@commonhold/plugin-tenancy-node';
import express, { Request, Response } from 'express';
import { bufferJson } from '../bufferJson';
import { createRouteMatcher } from '../routeMatcher';
import { SafeRoute } from '../safeRoutes';
import { EntityQuery, Json } from './entityQuery';
import { sanitizeCursor, sanitizeText } from './cursor';
import { PartialEntity, collectRefs, scrubEntity } from './scrubEntity';
import { Facets, collectFacetRefs, scrubFacets } from './scrubFacets';
import { capAfter, capLimit } from './pageSize';
import { WholeList } from './WholeList';

type Ancestry = {
  rootEntityRef: string;
  items: { entity: PartialEntity; parentEntityRefs: string[] }[];
};

/** Routes whose answers need nothing: they show nothing, or permissions decide. */
const PLAIN: readonly SafeRoute[] = [
  'POST /refresh',
  'DELETE /entities/by-uid/:uid',
  'GET /locations',
];

/** Routes that answer with entities. */
const ENTITIES: readonly SafeRoute[] = [
  'GET /entities',
  'GET /entities/by-query',
  'POST /entities/by-query',
  'POST /entities/by-refs',
  'GET /entities/by-uid/:uid',
  'GET /entities/by-name/:kind/:namespace/:name',
];

const LIST: readonly SafeRoute[] = ['GET /entities'];

const FACETS: readonly SafeRoute[] = [
  'GET /entity-facets',
  'POST /entity-facets',
];

const ANCESTRY: readonly SafeRoute[] = [
  'GET /entities/by-name/:kind/:namespace/:name/ancestry',
];

/**
 * Hides from a tenant what visible entities of the catalog say of hidden ones,
 * and answers questions about hidden ones as those about absent ones.
 */
export class CatalogGuard {
  readonly routes: readonly SafeRoute[] = [
    ...PLAIN,
    ...ENTITIES,
    ...FACETS,
    ...ANCESTRY,
  ];

  private readonly isEntities = createRouteMatcher(ENTITIES);
  private readonly isList = createRouteMatcher(LIST);
  private readonly isFacets = createRouteMatcher(FACETS);
  private readonly isAncestry = createRouteMatcher(ANCESTRY);
  private readonly json = express.json({ limit: '1mb' });

  constructor(
    private readonly stamps: StampLookup,
    private readonly wholeList: WholeList,
  ) {}

  readonly handle = async (
    req: Request,
    res: Response,
    caller: Caller,
  ): Promise<void> => {
    // An answer that was scrubbed has no tag, so that none can match.
    delete req.headers['if-none-match'];
    if (this.isEntities(req, res)) {
      await this.sanitize(req, res, caller);
      const { params } = splitUrl(req.url);
      if (this.isList(req, res)) {
        if (!['limit', 'offset', 'after'].some(name => params.has(name))) {
          await this.wholeList.answer(req, res, params);
          return;
        }
      }
      bufferJson(res, body => this.scrubEntities(body, caller));
    } else if (this.isFacets(req, res)) {
      await this.sanitize(req, res, caller);
      bufferJson(res, body =>
        this.scrubFacets(body as { facets: Facets }, caller),
      );
    } else if (this.isAncestry(req, res)) {
      bufferJson(res, body => this.scrubAncestry(body as Ancestry, caller));
    }
  };

  /** Writes the query anew, without what asks about hidden entities. */
  private async sanitize(
    req: Request,
    res: Response,
    caller: Caller,
  ): Promise<void> {
    await this.readBody(req, res);
    const asking = new EntityQuery(caller);
    rewrite(req, asking);
    const visible = await this.visible(asking.asked, caller);
    const { url, body } = rewrite(req, new EntityQuery(caller, visible));
    req.url = url;
    req.body = body;
    // Express keeps what it has parsed.
    req.query = queryOf(splitUrl(url).params);
  }

  private async visible(
    refs: Iterable<string>,
    caller: Caller,
  ): Promise<ReadonlySet<string>> {
    return this.stamps.visibleTo(refs, audienceSeenBy(caller));
  }

  private async readBody(req: Request, res: Response): Promise<void> {
    if (req.method === 'POST') {
      await new Promise<void>((resolve, reject) =>
        this.json(req, res, error => (error ? reject(error) : resolve())),
      );
    }
  }

  private async scrubEntities(body: unknown, caller: Caller): Promise<unknown> {
    const items = entitiesOf(body);
    const refs = new Set<string>();
    items.forEach(item => item && collectRefs(item, ref => refs.add(ref)));
    const visible = await this.visible(refs, caller);
    const scrubbed = items.map(
      item => item && scrubEntity(item, visible, caller),
    );
    if (Array.isArray(body)) {
      return scrubbed;
    }
    return hasItems(body) ? { ...body, items: scrubbed } : scrubbed[0];
  }

  private async scrubFacets(
    body: { facets: Facets },
    caller: Caller,
  ): Promise<unknown> {
    const refs = new Set<string>();
    collectFacetRefs(body.facets, ref => refs.add(ref));
    const visible = await this.visible(refs, caller);
    return { ...body, facets: scrubFacets(body.facets, visible, caller) };
  }

  private async scrubAncestry(
    body: Ancestry,
    caller: Caller,
  ): Promise<unknown> {
    const refs = new Set<string>();
    for (const { entity, parentEntityRefs } of body.items) {
      refs.add(refOf(entity));
      parentEntityRefs.forEach(ref => refs.add(ref));
      collectRefs(entity, ref => refs.add(ref));
    }
    const visible = await this.visible(refs, caller);
    return {
      ...body,
      items: body.items
        .filter(({ entity }) => visible.has(refOf(entity)))
        .map(({ entity, parentEntityRefs }) => ({
          entity: scrubEntity(entity, visible, caller),
          parentEntityRefs: parentEntityRefs.filter(ref => visible.has(ref)),
        })),
    };
  }
}

function refOf({ kind = '', metadata }: PartialEntity): string {
  return stringifyEntityRef({
    kind,
    namespace: metadata?.namespace,
    name: metadata?.name ?? '',
  });
}

function hasItems(body: unknown): body is { items: (PartialEntity | null)[] } {
  return (
    typeof body === 'object' &&
    body !== null &&
    'items' in body &&
    Array.isArray(body.items)
  );
}

function entitiesOf(body: unknown): (PartialEntity | null)[] {
  if (Array.isArray(body)) {
    return body;
  }
  return hasItems(body) ? body.items : [body as PartialEntity];
}

/** The URL and the body of a request, as the query rewrites them. */
function rewrite(
  req: Request,
  query: EntityQuery,
): { url: string; body: unknown } {
  const { path, params } = splitUrl(req.url);
  // What stands in brackets is parsed again, and decoded again, behind this.
  if ([...params.keys()].some(key => key.includes('['))) {
    throw new InputError(
      'Write lists as repeated parameters, without brackets',
    );
  }
  replaceAll(params, 'filter', values =>
    values.map(value => query.filterString(value)),
  );
  replaceAll(params, 'orderField', values =>
    values.filter(value => query.mayOrderBy(value.split(',')[0])),
  );
  replaceAll(params, 'order', values =>
    values.filter(value => query.mayOrderBy(value.replace(/^(asc|desc):/, ''))),
  );
  replaceAll(params, 'fullTextFilterFields', values =>
    query.textFields(values.flatMap(value => value.split(','))),
  );
  replaceAll(params, 'cursor', values =>
    values.map(value => sanitizeCursor(value, query)),
  );
  replaceAll(params, 'limit', values => values.map(capLimit));
  replaceAll(params, 'after', values => values.map(capAfter));
  if (params.has('offset') && !params.has('limit')) {
    params.set('limit', capLimit(undefined));
  }
  replaceAll(params, 'fields', values => [
    wholeFields(values.flatMap(value => value.split(','))).join(','),
  ]);
  return {
    url: params.size > 0 ? `${path}?${params}` : path,
    body: req.method === 'POST' ? rewriteBody(req.body, query) : req.body,
  };
}

/** By hand: `URL` would take the first part of `//entities` for a host. */
function splitUrl(url: string): { path: string; params: URLSearchParams } {
  const start = url.indexOf('?');
  return start < 0
    ? { path: url, params: new URLSearchParams() }
    : {
        path: url.slice(0, start),
        params: new URLSearchParams(url.slice(start + 1)),
      };
}

function queryOf(params: URLSearchParams): Record<string, string | string[]> {
  return Object.fromEntries(
    [...new Set(params.keys())].map(key => {
      const values = params.getAll(key);
      return [key, values.length === 1 ? values[0] : values];
    }),
  );
}

function replaceAll(
  params: URLSearchParams,
  name: string,
  change: (values: string[]) => string[],
): void {
  const values = params.getAll(name);
  if (values.length > 0) {
    params.delete(name);
    change(values).forEach(value => params.append(name, value));
  }
}

function rewriteBody(body: unknown, query: EntityQuery): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    return body;
  }
  const { ...changed } = body as { [key: string]: Json };
  if (changed.query !== undefined) {
    changed.query = query.predicate(changed.query);
  }
  if (typeof changed.cursor === 'string' && changed.cursor !== '') {
    changed.cursor = sanitizeCursor(changed.cursor, query);
  }
  if (typeof changed.limit === 'number') {
    changed.limit = Number(capLimit(changed.limit));
  }
  if (Array.isArray(changed.orderBy)) {
    changed.orderBy = changed.orderBy.filter(
      item =>
        typeof item !== 'object' ||
        item === null ||
        Array.isArray(item) ||
        query.mayOrderBy(String(item.field)),
    );
  }
  if (changed.fullTextFilter !== undefined) {
    changed.fullTextFilter = sanitizeText(changed.fullTextFilter, query);
  }
  if (Array.isArray(changed.fields)) {
    changed.fields = wholeFields(changed.fields.map(String));
  }
  return changed;
}

/**
 * What is to be scrubbed has to be there as a whole, together with what tells
 * how: the stamp, and the namespace that short refs are to be read in.
 */
function wholeFields(fields: readonly string[]): string[] {
  const names = fields.map(field => field.trim()).filter(field => field !== '');
  const widened = names.map(field => {
    const [first, second] = field.split('.');
    switch (first.toLocaleLowerCase('en-US')) {
      case 'relations':
        return 'relations';
      case 'spec':
        return second === undefined ? 'spec' : `spec.${second}`;
      case 'status':
        return 'status';
      case 'metadata':
        return /^(annotations|tenancy)$/i.test(second ?? '')
          ? `metadata.${second}`
          : field;
      default:
        return field;
    }
  });
  return [...new Set([...widened, 'metadata.tenancy', 'metadata.namespace'])];
}
