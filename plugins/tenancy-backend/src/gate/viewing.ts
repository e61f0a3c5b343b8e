import { NotAllowedError } from '@backstage/errors';
import { Request, Response } from 'express';
import { RouteMatcher, createRouteMatcher } from './routeMatcher';
import { SafeRoute } from './safeRoutes';

/**
 * Routes other than `GET` that change nothing, or nothing but what is the
 * person's own, by plugin: whoever looks at the portal as a member of a tenant
 * may use these too, as far as tenants may.
 */
const stillOpen: Readonly<Record<string, readonly SafeRoute[]>> = {
  catalog: [
    'POST /entities/by-query',
    'POST /entities/by-refs',
    'POST /entity-facets',
  ],
  permission: ['POST /authorize'],
  tenancy: ['DELETE /view-as'],
  // What pages remember for a person, such as what was visited last.
  'user-settings': [
    'POST /multiget',
    'PUT /buckets/:bucket/keys/:key(*)',
    'DELETE /buckets/:bucket/keys/:key(*)',
  ],
};

/** Refuses what somebody who only looks may not do. */
export type ViewingGuard = (req: Request, res: Response) => void;

export function createViewingGuard(pluginId: string): ViewingGuard {
  const isOpen: RouteMatcher = createRouteMatcher(stillOpen[pluginId] ?? []);
  return (req, res) => {
    if (!['GET', 'HEAD', 'OPTIONS'].includes(req.method) && !isOpen(req, res)) {
      throw new NotAllowedError(
        'You are looking at the portal as a member of a tenant, and change nothing while you do. Stop viewing first',
      );
    }
  };
}
