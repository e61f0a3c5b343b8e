import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { CatalogProcessorResult } from '@backstage/plugin-catalog-node';
import { parseTenantId } from '@commonhold/plugin-tenancy-common';
import { TenantDirectoryService } from '@commonhold/plugin-tenancy-node';
import { RefusalReporter } from './RefusalReporter';
import { TenancyProcessor } from './TenancyProcessor';

const payments = parseTenantId('payments');

const directory: TenantDirectoryService = {
  getDirectory: async () => ({
    revision: 1,
    tenants: [
      {
        id: payments,
        title: 'Payments',
        description: '',
        state: 'active',
        class: 'internal',
        platform: false,
        groups: ['group:payments/payments'],
        namespaces: ['payments'],
        locations: [],
        signIn: { providers: [] },
      },
    ],
    groups: { 'group:payments/payments': { tenant: payments, ancestors: [] } },
    registrations: [],
  }),
  onChange: () => {},
  getTenantsOfUser: async () => [payments],
  isRefused: () => false,
  reportRefusal: async () => {},
  reportAcceptance: async () => {},
};

/** What an entity is looked at again for. */
async function refreshKeysOf(entity: Entity): Promise<string[]> {
  const processor = new TenancyProcessor({
    directory,
    reporter: new RefusalReporter({
      directory,
      logger: mockServices.logger.mock(),
    }),
    stamps: { visibleTo: async () => new Set() },
    announcer: { announce: () => {} },
  });
  const location = { type: 'url', target: 'https://git.example/all.yaml' };
  const keys: string[] = [];
  const emit = (result: CatalogProcessorResult) => {
    if (result.type === 'refresh') {
      keys.push(result.key);
    }
  };
  const cache = { get: async () => undefined, set: async () => {} };
  const prepared = await processor.preProcessEntity(
    entity,
    location,
    emit,
    location,
    cache,
  );
  await processor.postProcessEntity(prepared, location, emit, cache);
  return keys;
}

const entity = (kind: string, rest: Partial<Entity> = {}): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name: 'petra', namespace: 'payments' },
  ...rest,
});

describe('is looked at again', () => {
  it('a person, when one of their tenants becomes a platform or external', async () => {
    await expect(
      refreshKeysOf(
        entity('User', {
          metadata: { name: 'petra' },
          spec: { memberOf: ['group:payments/payments'] },
        }),
      ),
    ).resolves.toEqual(
      expect.arrayContaining([
        'tenancy:tenant:payments',
        'tenancy:user:default/petra',
      ]),
    );
  });

  it('what names another tenant’s thing, when the audience of that changes', async () => {
    await expect(
      refreshKeysOf(
        entity('Component', {
          spec: { owner: 'payments', dependsOn: ['component:trading/vault'] },
        }),
      ),
    ).resolves.toContain('tenancy:audience:component:trading/vault');
  });

  it('a location, when a tenant registers the same file', async () => {
    await expect(
      refreshKeysOf(
        entity('Location', { spec: { target: 'https://git.example/x.yaml' } }),
      ),
    ).resolves.toContain('tenancy:registration:https://git.example/x.yaml');
  });
});
