import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  createBackendModule,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import authPlugin from '@backstage/plugin-auth-backend';
import {
  authProvidersExtensionPoint,
  createProxyAuthProviderFactory,
  createProxyAuthenticator,
} from '@backstage/plugin-auth-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  DirectoryTenant,
  parseTenantId,
} from '@commonhold/plugin-tenancy-common';
import { tenantDirectoryServiceRef } from '@commonhold/plugin-tenancy-node';
import request from 'supertest';
import { createTenancySignIn } from './module';

const user = (name: string): Entity => ({
  apiVersion: 'backstage.io/v1beta1',
  kind: 'User',
  metadata: { name, namespace: 'default' },
  spec: { memberOf: [] },
});

const tenant = (id: string, providers: string[] = []): DirectoryTenant => ({
  id: parseTenantId(id),
  title: id,
  description: '',
  state: 'active',
  class: providers.length > 0 ? 'external' : 'internal',
  platform: false,
  groups: [],
  namespaces: [],
  locations: [],
  signIn: { providers },
});

const TENANTS_OF: Record<string, string[]> = {
  'user:default/petra': ['payments'],
  'user:default/nora': ['nordlys'],
  'user:default/both': ['payments', 'nordlys'],
};

/** Who tenants are, as the tenancy backend would tell. */
const directory = createServiceFactory({
  service: tenantDirectoryServiceRef,
  deps: {},
  factory: () => ({
    getDirectory: async () => ({
      revision: 1,
      tenants: [tenant('payments'), tenant('nordlys', ['nordlys-sso'])],
      groups: {},
      registrations: [],
    }),
    getTenantsOfUser: async (ref: string) =>
      (TENANTS_OF[ref] ?? []).map(parseTenantId),
    onChange: () => {},
    isRefused: () => false,
    reportRefusal: async () => {},
    reportAcceptance: async () => {},
  }),
});

/** Providers behind a proxy that says who it is; one of them needs no catalog. */
const providers = createBackendModule({
  pluginId: 'auth',
  moduleId: 'proxies',
  register(env) {
    env.registerInit({
      deps: { providers: authProvidersExtensionPoint },
      async init({ providers: registry }) {
        for (const providerId of ['company', 'nordlys-sso', 'machine']) {
          registry.registerProvider({
            providerId,
            factory: createProxyAuthProviderFactory<string>({
              authenticator: createProxyAuthenticator({
                defaultProfileTransform: async () => ({ profile: {} }),
                initialize: () => undefined,
                authenticate: async ({ req }) => ({
                  result: String(req.headers['x-name']),
                }),
              }),
              signInResolver: async ({ result }, context) =>
                providerId === 'machine'
                  ? context.issueToken({
                      claims: {
                        sub: `user:default/${result}`,
                        ent: [`user:default/${result}`],
                      },
                    })
                  : context.signInWithCatalogUser({
                      entityRef: `user:default/${result}`,
                    }),
            }),
          });
        }
      },
    });
  },
});

async function start({ withMiddleware = true } = {}) {
  const { authModuleTenancy, signInMiddleware } = createTenancySignIn();
  // Accepted while it runs, though its types do not tell.
  const options = {
    features: [
      authPlugin,
      authModuleTenancy,
      providers,
      directory,
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'http://localhost:3000' },
          auth: {
            providers: { company: {}, 'nordlys-sso': {}, machine: {} },
          },
        },
      }),
      catalogServiceMock.factory({
        entities: ['petra', 'nora', 'both', 'otto'].map(user),
      }),
    ],
    extensionPointFactoryMiddleware: withMiddleware ? [signInMiddleware] : [],
  };
  return startTestBackend(options);
}

describe('a portal with a partner that has a sign-in of its own', () => {
  let backend: Awaited<ReturnType<typeof start>>;

  beforeAll(async () => {
    backend = await start();
  });

  it.each([
    ['company', 'petra', 200],
    ['company', 'otto', 200],
    ['company', 'both', 200],
    ['company', 'nora', 403],
    ['machine', 'petra', 200],
    ['machine', 'nora', 403],
    ['nordlys-sso', 'nora', 200],
    ['nordlys-sso', 'both', 200],
    ['nordlys-sso', 'petra', 403],
    ['nordlys-sso', 'otto', 403],
  ])('through %s, %s gets %i', async (provider, name, status) => {
    const answer = await request(backend.server)
      .get(`/api/auth/${provider}/refresh`)
      .set('x-name', name);
    expect(answer.status).toBe(status);
    expect(answer.body.backstageIdentity?.identity.userEntityRef).toBe(
      status === 200 ? `user:default/${name}` : undefined,
    );
  });

  it('tells whoever cannot come in nothing of tenants', async () => {
    const { text } = await request(backend.server)
      .get('/api/auth/nordlys-sso/refresh')
      .set('x-name', 'petra');
    expect(text).toContain('You cannot sign in this way');
    expect(text).not.toMatch(/payments|"token"/);
  });

  it('does not start without the middleware', async () => {
    await expect(start({ withMiddleware: false })).rejects.toThrow(
      'give signInMiddleware of the same createTenancySignIn()',
    );
  });
});
