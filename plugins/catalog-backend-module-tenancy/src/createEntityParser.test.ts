import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  DirectoryTenant,
  parseTenantId,
} from '@commonhold/plugin-tenancy-common';
import {
  RefusalReport,
  TenantDirectoryService,
} from '@commonhold/plugin-tenancy-node';
import { createEntityParser } from './createEntityParser';
import { RefusalReporter } from './RefusalReporter';

const tenant = (id: string): DirectoryTenant => ({
  id: parseTenantId(id),
  title: id,
  description: '',
  state: 'active',
  class: 'internal',
  platform: false,
  groups: [`group:${id}/${id}`],
  namespaces: [id],
  locations: [`https://git.example/${id}/`],
  signIn: { providers: [] },
});

const OWN = 'https://git.example/payments/catalog-info.yaml';

/** What the catalog is given of a file, and what is told of the rest. */
async function parse(
  yaml: string,
  { from = OWN, known = [] as Entity[] } = {},
) {
  const told: RefusalReport[] = [];
  const directory: TenantDirectoryService = {
    getDirectory: async () => ({
      revision: 1,
      tenants: [tenant('payments'), tenant('trading')],
      groups: {},
      registrations: [],
    }),
    onChange: () => {},
    getTenantsOfUser: async () => [],
    isRefused: () => false,
    reportRefusal: async report => {
      told.push(report);
    },
    reportAcceptance: async () => {},
  };
  const parser = createEntityParser({
    auth: mockServices.auth(),
    catalog: catalogServiceMock({ entities: known }),
    directory,
    reporter: new RefusalReporter({
      directory,
      logger: mockServices.logger.mock(),
    }),
  });
  const given: string[] = [];
  const results: string[] = [];
  for await (const result of parser({
    data: Buffer.from(yaml),
    location: { type: 'url', target: from },
  })) {
    results.push(result.type);
    if (result.type === 'entity') {
      given.push(result.entity.metadata?.name ?? 'nothing');
    }
  }
  return { given, results, told: told.map(({ entityRef }) => entityRef) };
}

const entity = (name: string, namespace?: string, kind = 'Component') => `
apiVersion: backstage.io/v1alpha1
kind: ${kind}
metadata: { name: ${name}${namespace ? `, namespace: ${namespace}` : ''} }
spec: { owner: payments, type: service, lifecycle: production }
`;

describe('of the repository of a tenant, the catalog is given', () => {
  it('what is in its own namespaces, and in default', async () => {
    const { given, told } = await parse(
      [entity('a', 'payments'), entity('b')].join('---'),
    );
    expect(given).toEqual(['a', 'b']);
    expect(told).toEqual([]);
  });

  it('nothing that is elsewhere, whose ever that is, and the rest of the file', async () => {
    const { given, told, results } = await parse(
      [
        entity('a', 'trading'),
        entity('b', 'unheard'),
        entity('c', 'payments'),
      ].join('---'),
    );
    expect(given).toEqual(['c']);
    expect(told).toEqual(['component:trading/a', 'component:unheard/b']);
    // Such a result keeps the catalog from remembering the file as read.
    expect(results).toEqual(['refresh', 'refresh', 'entity']);
  });

  it('no tenants, and nothing with the names of registered files', async () => {
    const { given, told } = await parse(
      [
        entity('trading', undefined, 'Tenant'),
        entity(`generated-${'0'.repeat(40)}`, undefined, 'Location'),
        entity(`registered-${'a'.repeat(40)}`, undefined, 'Location'),
        entity('generated-docs', undefined, 'Location'),
      ].join('---'),
    );
    expect(given).toEqual(['generated-docs']);
    expect(told).toHaveLength(3);
  });

  it('what it has already from there: tenants may have changed since', async () => {
    const known = (from: string): Entity => ({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: {
        name: 'a',
        namespace: 'trading',
        annotations: { 'backstage.io/managed-by-location': `url:${from}` },
      },
    });
    const yaml = entity('a', 'trading');
    await expect(parse(yaml, { known: [known(OWN)] })).resolves.toMatchObject({
      given: ['a'],
    });
    await expect(
      parse(yaml, { known: [known('https://git.example/trading/x.yaml')] }),
    ).resolves.toMatchObject({ given: [], told: ['component:trading/a'] });
  });

  it('what is no entity, for it to say what is wrong', async () => {
    const { results } = await parse('kind: Component\n---\n[1, 2]\n---\na: {');
    expect(results).toContain('error');
  });
});

it('what is in a repository of nobody is given as it is', async () => {
  const { given } = await parse(entity('a', 'trading'), {
    from: 'https://git.example/organisation/all.yaml',
  });
  expect(given).toEqual(['a']);
});
