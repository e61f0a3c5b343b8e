import {
  AuthService,
  BackstageCredentials,
  HttpAuthService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import { Caller } from '@commonhold/plugin-tenancy-common';
import { TenancyService } from '@commonhold/plugin-tenancy-node';
import { NextFunction, Request, Response } from 'express';
import { startClock } from './gateClock';
import { RequestQuota } from './RequestQuota';
import { RouteMatcher, createRouteMatcher } from './routeMatcher';
import { permissionRoute } from './safeRoutes';
import { ViewingGuard } from './viewing';

const isPermissionRoute = createRouteMatcher([permissionRoute]);

/**
 * Lets a request of a tenant through, changing it or its answer as needed, or
 * answers it.
 */
export type RouteGuard = (
  req: Request,
  res: Response,
  caller: Caller,
) => Promise<void>;

export type GateOptions = {
  readonly pluginId: string;
  readonly auth: AuthService;
  readonly httpAuth: HttpAuthService;
  readonly logger: LoggerService;
  readonly tenancy: TenancyService;
  readonly quota: RequestQuota;
  /** Whether tenants may use the route at all. */
  readonly isSafe: RouteMatcher;
  /** What happens to the request of a tenant on a safe route. */
  readonly guard?: RouteGuard;
  /** Refuses changes by somebody who looks with the eyes of a tenant. */
  readonly viewing: ViewingGuard;
};

/**
 * Stands in front of a plugin. It is closed by default: what nobody declared
 * safe does not exist for tenants. When it cannot tell who asks, it is closed
 * too.
 */
export class Gate {
  constructor(private readonly options: GateOptions) {}

  readonly middleware = (
    req: Request,
    res: Response,
    next: NextFunction,
  ): void => {
    const stopClock = startClock(res);
    this.admit(req, res)
      .finally(stopClock)
      .then(admitted => (admitted ? next() : undefined), next);
  };

  /** @returns whether the request goes on; else it is answered */
  private async admit(req: Request, res: Response): Promise<boolean> {
    const { auth, isSafe, guard, pluginId, viewing } = this.options;
    const credentials = await this.credentialsOf(req);
    // Whoever is no user is let in or not by the plugin itself.
    if (!credentials || !auth.isPrincipal(credentials, 'user')) {
      return true;
    }
    if (
      credentials.principal.actor?.subject === 'plugin:permission' &&
      isPermissionRoute(req, res)
    ) {
      return true;
    }
    const caller = await this.callerOf(credentials);
    if (caller.operator) {
      return true;
    }
    if (caller.auditor && ['GET', 'HEAD', 'OPTIONS'].includes(req.method)) {
      return true;
    }
    if (caller.viewingAs) {
      viewing(req, res);
    } else if (
      // What one plugin asks another for a user was counted with the first.
      !credentials.principal.actor &&
      this.isTooMuch(caller, res)
    ) {
      return false;
    }
    if (
      req.method === 'OPTIONS' ||
      hidesSeparators(req, pluginId) ||
      !isSafe(req, res) ||
      !isEntitled(caller, pluginId)
    ) {
      throw new NotFoundError('Not found');
    }
    if (guard && !caller.auditor) {
      await guard(req, res, caller);
      return !res.headersSent && !res.destroyed;
    }
    return true;
  }

  /**
   * As the plugin itself will find them. On a route that needs none, wrong ones
   * are as good as none, but only if there are no others: where a header says
   * who asks, and that cannot be verified, nobody is let in.
   */
  private async credentialsOf(
    req: Request,
  ): Promise<BackstageCredentials | undefined> {
    const { httpAuth, auth } = this.options;
    try {
      const credentials = await httpAuth.credentials(req);
      return auth.isPrincipal(credentials, 'none')
        ? await httpAuth.credentials(req, { allowLimitedAccess: true })
        : credentials;
    } catch (error) {
      if (req.headers.authorization || req.headers.cookie) {
        throw error;
      }
      return undefined;
    }
  }

  private async callerOf(credentials: BackstageCredentials): Promise<Caller> {
    const { tenancy, logger } = this.options;
    try {
      const caller = await tenancy.getCaller(credentials);
      if (caller) {
        return caller;
      }
    } catch (error) {
      logger.warn(`The gate is closed, as nobody tells who asks: ${error}`);
    }
    throw new ServiceUnavailableError(
      'The portal cannot tell yet what you may see. Try again in a moment',
    );
  }

  private isTooMuch(caller: Caller, res: Response): boolean {
    const wait = this.options.quota.take(caller.tenants);
    if (!wait) {
      return false;
    }
    res
      .status(429)
      .set('Retry-After', String(wait.retryAfterSeconds))
      .json({
        error: {
          name: 'TooManyRequestsError',
          message: `Your tenant has used up its requests of this minute. Try again in ${wait.retryAfterSeconds} seconds`,
        },
        response: { statusCode: 429 },
      });
    return true;
  }
}

/** Keys of user settings may hold anything, and belong to whoever asks. */
const ANY_PATH = new Set(['user-settings']);

/**
 * A separator that is encoded is part of a segment to Express, and a separator
 * again to what serves files: `a/..%2Fb` is then another's file.
 */
function hidesSeparators({ url }: Request, pluginId: string): boolean {
  const [path] = url.split('?');
  return (
    !ANY_PATH.has(pluginId) &&
    (/%2f|%5c|%00|\\/i.test(path) || /(^|\/)(\.|%2e){1,2}(\/|$)/i.test(path))
  );
}

/** Plugins of the portal itself work for everybody, whatever was ordered. */
const ALWAYS_ENTITLED = new Set(['permission', 'tenancy', 'user-settings']);

export function isEntitled(caller: Caller, pluginId: string): boolean {
  return (
    ALWAYS_ENTITLED.has(pluginId) ||
    caller.tenants.length === 0 ||
    caller.tenants.some(
      ({ plugins }) => plugins === null || plugins.includes(pluginId),
    )
  );
}
