import { createSpecializedBackend } from '@backstage/backend-app-api';
import {
  createBackendModule,
  createBackendPlugin,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  createPermission,
} from '@backstage/plugin-permission-common';
import {
  PermissionPolicy,
  PolicyQuery,
} from '@backstage/plugin-permission-node';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { Caller } from '@commonhold/plugin-tenancy-common';
import { tenancyServiceRef } from '@commonhold/plugin-tenancy-node';
import { createTenancyPolicy } from './module';

const readThings = createPermission({
  name: 'thing.read',
  attributes: { action: 'read' },
});

const caller = (rest: Partial<Caller>): Caller => ({
  userEntityRef: 'user:default/petra',
  operator: false,
  auditor: false,
  tenants: [],
  groups: [],
  ...rest,
});

/** A policy of somebody else, which knows nothing of tenancy. */
class OwnPolicy implements PermissionPolicy {
  async handle({ permission }: PolicyQuery) {
    return {
      result: permission.name.startsWith('thing.')
        ? AuthorizeResult.ALLOW
        : AuthorizeResult.DENY,
    } as const;
  }
}

async function startBackend(options: {
  callers: Record<string, Caller>;
  enabled?: boolean;
  withMiddleware?: boolean;
}) {
  const { callers, enabled = true, withMiddleware = true } = options;
  const { permissionModuleTenancy, policyMiddleware } = createTenancyPolicy();
  let policy: PermissionPolicy | undefined;
  const backend = createSpecializedBackend({
    defaultServiceFactories: [
      mockServices.rootConfig.factory({
        data: {
          backend: { baseUrl: 'http://localhost:0', listen: { port: 0 } },
          permission: { enabled },
          tenancy: { permissions: { open: ['thing.read', 'other.read'] } },
        },
      }),
      mockServices.auth.factory(),
      mockServices.discovery.factory(),
      mockServices.httpAuth.factory(),
      mockServices.httpRouter.factory(),
      mockServices.lifecycle.factory(),
      mockServices.logger.factory(),
      mockServices.rootHealth.factory(),
      mockServices.rootHttpRouter.factory(),
      mockServices.rootLifecycle.factory(),
      mockServices.rootLogger.factory(),
      mockServices.userInfo.factory(),
      createServiceFactory({
        service: tenancyServiceRef,
        deps: {},
        factory: () => ({
          getCaller: async () => undefined,
          getCallerByRef: async ref => {
            if (!callers[ref]) {
              throw new Error('The tenancy backend is down');
            }
            return callers[ref];
          },
        }),
      }),
    ],
    extensionPointFactoryMiddleware: withMiddleware ? [policyMiddleware] : [],
  });
  backend.add(permissionModuleTenancy);
  backend.add(
    createBackendModule({
      pluginId: 'permission',
      moduleId: 'own-policy',
      register: env =>
        env.registerInit({
          deps: { point: policyExtensionPoint },
          init: async ({ point }) => point.setPolicy(new OwnPolicy()),
        }),
    }),
  );
  // Stands for the permission plugin, to get hold of the policy that it gets.
  backend.add(
    createBackendPlugin({
      pluginId: 'permission',
      register(env) {
        env.registerExtensionPoint(policyExtensionPoint, {
          setPolicy: set => {
            policy = set;
          },
        });
        env.registerInit({ deps: {}, init: async () => {} });
      },
    }),
  );
  await backend.start();
  await backend.stop();
  return async (ref: string, name = 'thing.read') => {
    const { result } = await policy!.handle(
      { permission: { ...readThings, name } },
      {
        credentials: mockUser(ref),
        info: { userEntityRef: ref, ownershipEntityRefs: [ref] },
      },
    );
    return result;
  };
}

function mockUser(userEntityRef: string) {
  return {
    $$type: '@backstage/BackstageCredentials' as const,
    principal: { type: 'user' as const, userEntityRef },
  };
}

describe('the policy of a portal with tenancy', () => {
  const callers = {
    'user:default/petra': caller({}),
    'user:default/olga': caller({ operator: true }),
  };

  it('allows what both its own policy and tenancy allow', async () => {
    const ask = await startBackend({ callers });
    await expect(ask('user:default/petra')).resolves.toBe('ALLOW');
    // Tenancy opens it, the own policy does not.
    await expect(ask('user:default/petra', 'other.read')).resolves.toBe('DENY');
    await expect(ask('user:default/olga', 'other.read')).resolves.toBe('DENY');
    // The own policy opens it, tenancy to operators only.
    await expect(ask('user:default/petra', 'thing.write')).resolves.toBe(
      'DENY',
    );
    await expect(ask('user:default/olga', 'thing.write')).resolves.toBe(
      'ALLOW',
    );
  });

  it('denies everything to whoever cannot be placed', async () => {
    const ask = await startBackend({ callers });
    await expect(ask('user:default/nobody')).resolves.toBe('DENY');
  });

  it('does not start without the middleware', async () => {
    await expect(
      startBackend({ callers, withMiddleware: false }),
    ).rejects.toThrow('does not pass through tenancy');
  });

  it('does not start with permissions off', async () => {
    await expect(startBackend({ callers, enabled: false })).rejects.toThrow(
      'Set permission.enabled to true',
    );
  });
});
