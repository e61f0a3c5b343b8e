import { Estate, probers } from '../estate/Estate';
import { EstateServer } from '../estate/EstateServer';
import { DEPLOYMENTS } from '../estate/TenantEstate';

/** The service that may see everything: it finds ids and looks after writes. */
export type PortalSettings = {
  readonly port: number;
  readonly database: object;
  readonly serviceToken: string;
  readonly tenantsFile: string;
  readonly documentation: readonly string[];
  readonly organisation: string;
  readonly docsFolder: string;
  readonly kubernetesCluster: string;
  /** A folder with the deployment repositories of tenants. */
  readonly deployments: string;
  /** A folder for copies of these. */
  readonly mirrors: string;
};

const KINDS = [
  'API',
  'Component',
  'Domain',
  'Group',
  'Location',
  'Resource',
  'System',
  'Template',
  'Tenant',
  'User',
];

/** Quickly, so that nobody waits for an index that is made every few minutes. */
const SOON = {
  schedule: {
    initialDelay: { seconds: 4 },
    frequency: { seconds: 10 },
    timeout: { minutes: 1 },
  },
};

export function portalConfig(
  estate: Estate,
  services: EstateServer,
  settings: PortalSettings,
): object {
  const baseUrl = `http://localhost:${settings.port}`;
  return {
    app: { title: 'Audited portal', baseUrl },
    organization: { name: 'Audit' },
    permission: { enabled: true },
    backend: {
      baseUrl,
      listen: { host: '127.0.0.1', port: settings.port },
      reading: { allow: [{ host: services.host }] },
      database: settings.database,
      auth: {
        externalAccess: [
          {
            type: 'static',
            options: { token: settings.serviceToken, subject: 'audit' },
          },
        ],
      },
      actions: { pluginSources: ['catalog', 'scaffolder'] },
    },
    auth: {
      providers: {
        personas: {
          personas: [...probers, 'olga'].map(id => ({
            id,
            title: id,
            description: id,
            userEntityRef: `user:default/${id}`,
          })),
        },
      },
    },
    catalog: {
      rules: [{ allow: KINDS }],
      locations: [
        { type: 'url', target: settings.organisation },
        ...settings.documentation.map(target => ({ type: 'file', target })),
      ],
      processingInterval: { seconds: 5 },
    },
    search: { collators: { catalog: SOON, techdocs: SOON } },
    techdocs: {
      builder: 'local',
      generator: { runIn: 'local' },
      publisher: {
        type: 'local',
        local: { publishDirectory: settings.docsFolder },
      },
    },
    platformResources: {
      repositories: {
        allow: [{ prefix: DEPLOYMENTS }],
        rewrite: [{ from: DEPLOYMENTS, to: `${settings.deployments}/` }],
        directory: settings.mirrors,
        frequency: { seconds: 5 },
      },
      frequency: { seconds: 5 },
    },
    events: { http: { topics: ['audit'] } },
    proxy: {
      endpoints: Object.fromEntries(
        estate.tenants.map(({ plan }) => [
          `/service-of-${plan.prober}`,
          {
            target: `${services.url}/services/${plan.prober}`,
            allowedMethods: ['GET', 'POST', 'DELETE'],
          },
        ]),
      ),
    },
    kubernetes: {
      serviceLocatorMethod: { type: 'multiTenant' },
      clusterLocatorMethods: [
        {
          type: 'config',
          clusters: [
            {
              name: settings.kubernetesCluster,
              url: `${services.url}/services/kubernetes`,
              authProvider: 'serviceAccount',
              serviceAccountToken: 'audit',
              skipTLSVerify: true,
              skipMetricsLookup: true,
            },
          ],
        },
      ],
    },
    tenancy: {
      sources: [{ file: settings.tenantsFile }],
      operators: ['group:platform/operators'],
      auditors: ['group:default/auditors'],
    },
  };
}
