import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { ScmIntegrations } from '@backstage/integration';
import {
  DirectoryTenant,
  parseTenantId,
} from '@commonhold/plugin-tenancy-common';
import { TenantDirectoryService } from '@commonhold/plugin-tenancy-node';
import { ReadGuardProcessor } from './ReadGuardProcessor';
import { RefusalReporter } from './RefusalReporter';

const tenant = (id: string, locations: string[]): DirectoryTenant => ({
  id: parseTenantId(id),
  title: id,
  description: '',
  state: 'active',
  class: 'internal',
  platform: false,
  signIn: { providers: [] },
  groups: [],
  namespaces: [id],
  locations,
});

const directory: TenantDirectoryService = {
  getDirectory: async () => ({
    revision: 1,
    tenants: [
      tenant('payments', [
        'https://git.example/payments',
        'file:///srv/payments',
      ]),
      tenant('trading', ['https://git.example/trading']),
    ],
    groups: {},
    registrations: [],
  }),
  onChange: () => {},
  getTenantsOfUser: async () => [],
  isRefused: () => false,
  reportRefusal: async () => {},
  reportAcceptance: async () => {},
};

const guard = new ReadGuardProcessor({
  directory,
  integrations: ScmIntegrations.fromConfig(
    mockServices.rootConfig({ data: { integrations: {} } }),
  ),
  reporter: new RefusalReporter({
    directory,
    logger: mockServices.logger.mock(),
  }),
});

const OWN = 'https://git.example/payments/catalog-info.yaml';
const ORGANISATION = 'https://git.example/everything/catalog.yaml';

async function read(
  entity: {
    kind?: string;
    namespace?: string;
    annotations?: Record<string, string>;
    spec?: Entity['spec'];
  },
  from: string = OWN,
) {
  const location = {
    type: from.startsWith('/') ? 'file' : 'url',
    target: from,
  };
  return guard.preProcessEntity(
    {
      apiVersion: 'backstage.io/v1alpha1',
      kind: entity.kind ?? 'API',
      metadata: {
        name: 'thing',
        namespace: entity.namespace ?? 'payments',
        annotations: entity.annotations,
      },
      spec: entity.spec,
    },
    location,
    () => {},
    location,
  );
}

const text = (target: string) => ({ spec: { definition: { $text: target } } });
const docs = (ref: string) => ({
  annotations: { 'backstage.io/techdocs-ref': ref },
});
const targets = (...list: string[]) => ({
  kind: 'Location',
  spec: { targets: list },
});

describe('the portal reads for the author of a repository', () => {
  it.each([
    ['a file beside it', text('./openapi.yaml')],
    [
      'another file of its tenant',
      text('https://git.example/payments/other/a.json'),
    ],
    ['a public host', text('https://specs.example/petstore.yaml')],
    [
      'a schema inside a definition',
      { spec: { a: { $ref: '#/definitions/b' } } },
    ],
    ['a name that is no place', { spec: { a: { $id: 'urn:example:a' } } }],
    ['its documentation', docs('dir:.')],
    [
      'its documentation at a place of its own',
      docs('url:https://git.example/payments/docs'),
    ],
    [
      'a file of its own',
      targets('./more.yaml', 'https://git.example/payments/b.yaml'),
    ],
  ])('%s', async (_, entity) => {
    await expect(read(entity)).resolves.toBeDefined();
  });

  it.each([
    [
      'a file of another tenant',
      text('https://git.example/trading/secret.txt'),
    ],
    [
      'the same in another spelling',
      text('http://GIT.example/payments/..%2ftrading/x'),
    ],
    ['the same by a relative path', text('../trading/secret.txt')],
    [
      'the same deep within',
      { spec: { a: [{ b: { $yaml: 'https://git.example/trading/x' } }] } },
    ],
    [
      'a repository that nobody owns',
      text('https://git.example/human-resources/x'),
    ],
    [
      'a repository elsewhere that credentials may open',
      text('https://github.com/acme/secret/blob/main/x'),
    ],
    ['a file of the portal itself', text('file:///etc/passwd')],
    [
      'documentation of another tenant',
      docs('url:https://git.example/trading/docs'),
    ],
    ['documentation beyond its repository', docs('dir:../trading/docs')],
    [
      'documentation from a source that is not its own',
      {
        annotations: {
          'backstage.io/techdocs-ref': 'dir:.',
          'backstage.io/source-location': 'url:https://git.example/trading/',
        },
      },
    ],
    [
      'a folder of the portal itself',
      { annotations: { 'backstage.io/source-location': 'file:/etc/' } },
    ],
    [
      'entities of another tenant',
      targets('https://git.example/trading/a.yaml'),
    ],
    ['entities of nobody', targets('https://specs.example/a.yaml')],
    [
      'files of the portal itself',
      { kind: 'Location', spec: { type: 'file', target: '/etc/passwd' } },
    ],
  ])('not %s', async (_, entity) => {
    await expect(read(entity)).rejects.toThrow(
      /API:payments\/thing|location:payments\/thing|api:payments\/thing/i,
    );
  });

  it('with the same words for what is another’s and what is nobody’s', async () => {
    const wordsFor = async (name: string) =>
      read(text(`https://git.example/${name}/x`)).then(
        () => 'read',
        error => String(error).replaceAll(name, 'x'),
      );
    await expect(wordsFor('trading')).resolves.toBe(await wordsFor('unheard'));
  });

  it('files of its own folder, where it is on disk', async () => {
    const file = '/srv/payments/catalog.yaml';
    await expect(read(targets('./more.yaml'), file)).resolves.toBeDefined();
    await expect(read(targets('../trading/x.yaml'), file)).rejects.toThrow();
  });
});

describe('the portal reads for what operators keep for a tenant', () => {
  it('what nobody owns, and nothing of other tenants', async () => {
    await expect(read(docs('dir:.'), ORGANISATION)).resolves.toBeDefined();
    await expect(
      read(targets('./more.yaml'), ORGANISATION),
    ).resolves.toBeDefined();
    await expect(
      read(text('https://git.example/trading/secret.txt'), ORGANISATION),
    ).rejects.toThrow(/does not read for the tenant "payments"/);
  });

  it('anything for entities that belong to no tenant', async () => {
    await expect(
      read(
        {
          ...targets('https://git.example/trading/a.yaml'),
          namespace: 'default',
        },
        ORGANISATION,
      ),
    ).resolves.toBeDefined();
  });
});
