import express, { Request, Response } from 'express';
import { SafeRoute } from './safeRoutes';

/** Whether a request goes to one of some routes. */
export type RouteMatcher = (req: Request, res: Response) => boolean;

/**
 * Matches as the plugin behind it will: with Express itself, which ignores case
 * and trailing slashes and decodes what is encoded. Comparing strings instead
 * would let through what is spelt otherwise, or close what is not.
 */
export function createRouteMatcher(routes: readonly SafeRoute[]): RouteMatcher {
  const router = express.Router();
  const matched = new WeakSet<Request>();
  for (const route of routes) {
    const [method, path] = splitRoute(route);
    const handler = (req: Request, _: Response, next: () => void) => {
      matched.add(req);
      next();
    };
    if (method === '*') {
      router.all(path, handler);
    } else {
      router[method](path, handler);
    }
  }
  return (req, res) => {
    // The handlers are synchronous, and so is Express without asynchronous ones.
    router(req, res, () => {});
    return matched.delete(req);
  };
}

function splitRoute(route: SafeRoute) {
  const space = route.indexOf(' ');
  const method = route.slice(0, space).toLowerCase() as
    | 'get'
    | 'post'
    | 'put'
    | 'patch'
    | 'delete'
    | '*';
  return [method, route.slice(space + 1)] as const;
}

/** @throws Error that names the place in the configuration */
export function parseSafeRoute(text: string, place: string): SafeRoute {
  if (!/^(GET|POST|PUT|PATCH|DELETE|\*) \/\S*$/.test(text)) {
    throw new Error(
      `${place} is "${text}", but must be a method and a path such as "GET /tasks/:id"; "*" is any method`,
    );
  }
  return text as SafeRoute;
}
