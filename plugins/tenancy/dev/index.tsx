import { ConfigReader } from '@backstage/core-app-api';
import { createApp } from '@backstage/frontend-defaults';
import {
  ApiBlueprint,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import { InMemoryCatalogClient } from '@backstage/catalog-client/testUtils';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import ReactDOM from 'react-dom/client';
import tenancyPlugin from '../src/alpha';
import { tenancyApiRef } from '../src/api/TenancyApi';
import { aTenant, FakeTenancy } from '../src/testing/FakeTenancy';
import { stampedEntity } from '../src/testing/stampedEntity';
// This page is an app of its own, and apps bring the stylesheet.
// eslint-disable-next-line @backstage/no-ui-css-imports-in-non-frontend
import '@backstage/ui/css/styles.css';

const tenancy = new FakeTenancy();
tenancy.join(
  aTenant('payments', {
    description: 'Checkout, transfers, refunds and payouts to merchants.',
    locations: ['https://git.meridian.example/payments/'],
    quotas: {
      requestsPerMinute: 600,
      concurrentOperations: 5,
      resources: { 'kafka-topic': 40 },
    },
  }),
  'admin',
);
tenancy.join(aTenant('cards', { description: 'Debit and credit cards.' }));
tenancy.members.set(
  'payments',
  Array.from({ length: 47 }, (_, index) => ({
    userEntityRef: `user:default/person-${index + 1}`,
    title: `Person ${index + 1}`,
    groups: ['group:payments/checkout'],
    admin: index === 0,
  })),
);
tenancy.refusals.set('payments', [
  {
    entityRef: 'component:payments/order-book',
    location: 'url:https://git.meridian.example/payments/x/catalog-info.yaml',
    code: 'TENANT_CONFLICT',
    message:
      'Its namespace belongs to the tenant payments, its owner to the tenant trading.',
    firstSeenAt: '2026-11-01T09:00:00.000Z',
    lastSeenAt: '2026-11-19T09:00:00.000Z',
  },
]);

const catalog = new InMemoryCatalogClient({
  entities: [
    ...Array.from({ length: 33 }, (_, index) =>
      stampedEntity(`service-${index + 1}`, {
        title: `Service ${index + 1}`,
        tenant: 'payments',
        audience:
          index % 5 === 0
            ? ['tenant:payments', 'tenant:lending', 'tenant:cards']
            : ['tenant:payments'],
      }),
    ),
    stampedEntity('kafka-topic', {
      title: 'Kafka topic',
      type: 'platform-component',
      tenant: 'platform',
      audience: ['tenant:platform', 'everyone'],
    }),
  ],
});

/** In place of the backend. */
const madeUpTenants = createFrontendModule({
  pluginId: 'tenancy',
  extensions: [
    ApiBlueprint.make({
      params: defineParams =>
        defineParams({
          api: tenancyApiRef,
          deps: {},
          factory: () => tenancy,
        }),
    }),
  ],
});
const madeUpCatalog = createFrontendModule({
  pluginId: 'catalog',
  extensions: [
    ApiBlueprint.make({
      params: defineParams =>
        defineParams({
          api: catalogApiRef,
          deps: {},
          factory: () => catalog,
        }),
    }),
  ],
});

const root = document.getElementById('root');
if (!root) {
  throw new Error('The page has no element with the id "root"');
}
ReactDOM.createRoot(root).render(
  createApp({
    features: [tenancyPlugin, catalogPlugin, madeUpTenants, madeUpCatalog],
    advanced: {
      configLoader: async () => ({
        config: new ConfigReader({
          app: {
            title: 'Tenancy',
            baseUrl: window.location.origin,
            // There is no backend to sign in at.
            extensions: [{ 'sign-in-page:app': false }],
          },
          backend: { baseUrl: window.location.origin },
        }),
      }),
    },
  }).createRoot(),
);
