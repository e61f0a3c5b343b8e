import { JsonObject } from '@backstage/types';

/** The configuration of a portal that belongs to a test. */
export function portalConfig(options: {
  port: number;
  /** Host and port that repositories may be read from. */
  repositories: string;
  /** URL of the users and groups. */
  organisation: string;
  tenantsFile: string;
  /** Names of users in the namespace `default`. */
  personas: readonly string[];
  /** For `backend.database`. */
  database: JsonObject;
}): JsonObject {
  const { port, repositories, organisation, tenantsFile, personas, database } =
    options;
  const baseUrl = `http://localhost:${port}`;
  return {
    app: { title: 'Test portal', baseUrl },
    organization: { name: 'Test' },
    permission: { enabled: true },
    backend: {
      baseUrl,
      listen: { host: '127.0.0.1', port },
      reading: { allow: [{ host: repositories }] },
      database: database,
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
      locations: [{ type: 'url', target: organisation }],
      processingInterval: { seconds: 5 },
    },
    search: {
      collators: {
        catalog: {
          schedule: {
            initialDelay: { seconds: 2 },
            frequency: { seconds: 5 },
            timeout: { minutes: 1 },
          },
        },
        featureRequests: {
          schedule: {
            initialDelay: { seconds: 2 },
            frequency: { seconds: 5 },
            timeout: { minutes: 1 },
          },
        },
      },
    },
    techdocs: { builder: 'local', publisher: { type: 'local' } },
    tenancy: {
      sources: [{ file: tenantsFile }],
      operators: ['group:platform/operators'],
      auditors: ['group:default/audit'],
    },
  };
}
