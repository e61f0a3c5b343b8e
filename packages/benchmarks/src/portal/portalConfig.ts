import { JsonObject } from '@backstage/types';

/** When it is told to, since nothing is to run while something is measured. */
const NOT_BY_ITSELF = {
  initialDelay: { seconds: 1 },
  frequency: { days: 300 },
  timeout: { minutes: 30 },
};

export type PortalSettings = {
  readonly port: number;
  readonly database: JsonObject;
  readonly serviceToken: string;
  /** Host and port that entities may be read from. */
  readonly repositories: string;
  /** URLs of catalog files. */
  readonly locations: readonly string[];
  readonly tenantsFile: string;
  /** Names of users in the namespace `default`. */
  readonly personas: readonly string[];
};

/** A portal as in production, but for the persons who sign in without a password. */
export function portalConfig(settings: PortalSettings): JsonObject {
  const { port, personas } = settings;
  const baseUrl = `http://localhost:${port}`;
  return {
    app: { title: 'Measured portal', baseUrl },
    organization: { name: 'Benchmark' },
    permission: { enabled: true },
    backend: {
      baseUrl,
      listen: { host: '127.0.0.1', port },
      reading: { allow: [{ host: settings.repositories }] },
      database: settings.database,
      auth: {
        externalAccess: [
          {
            type: 'static',
            options: { token: settings.serviceToken, subject: 'benchmark' },
          },
        ],
      },
    },
    auth: {
      providers: {
        personas: {
          personas: personas.map(id => ({
            id,
            title: id,
            description: id,
            userEntityRef: `user:default/${id}`,
          })),
        },
      },
    },
    catalog: {
      rules: [
        {
          allow: [
            'API',
            'Component',
            'Group',
            'Location',
            'Resource',
            'System',
            'Tenant',
            'User',
          ],
        },
      ],
      locations: settings.locations.map(target => ({ type: 'url', target })),
      processingInterval: { hours: 100 },
      // The provider of what is written past the catalog is the benchmark.
      orphanProviderStrategy: 'keep',
    },
    search: {
      collators: {
        catalog: { schedule: NOT_BY_ITSELF },
        techdocs: { schedule: NOT_BY_ITSELF },
      },
    },
    techdocs: { builder: 'external', publisher: { type: 'local' } },
    tenancy: {
      sources: [{ file: settings.tenantsFile }],
      operators: ['group:platform/operators'],
    },
  };
}
