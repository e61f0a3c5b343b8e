import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';
import { PlatformComponentProcessor } from './PlatformComponentProcessor';
import { SchemaReader } from './SchemaReader';

const examples = path.resolve(__dirname, '../../../examples/platform');

const processor = new PlatformComponentProcessor(
  new SchemaReader(
    mockServices.urlReader.mock(),
    ScmIntegrations.fromConfig(new ConfigReader({})),
  ),
);

const component = (platform: unknown): Entity =>
  ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'kafka-topic', namespace: 'platform' },
    spec: {
      type: 'platform-component',
      lifecycle: 'production',
      owner: 'group:platform/messaging',
      platform,
    },
  } as Entity);

const GOOD = { overlay: 'kafka', provider: 'kafka' };
const file = (target: string) => ({ type: 'file', target });

describe('the definition of a component', () => {
  it('is accepted for all twelve of the demo estate, with its schema read', async () => {
    const target = path.join(examples, 'components.yaml');
    const entities = parseAllDocuments(readFileSync(target, 'utf8')).map(
      document => document.toJS() as Entity,
    );
    const accepted = await Promise.all(
      entities.map(entity => processor.preProcessEntity(entity, file(target))),
    );
    const definitions = accepted.map(({ spec }) => spec?.platform);
    expect(definitions).toHaveLength(12);
    for (const definition of definitions) {
      expect(definition).toMatchObject({
        schema: { type: 'object', title: expect.any(String) },
      });
    }
  });

  it.each([
    [{ provider: 'kafka' }, '/spec/platform/overlay is missing: add it'],
    [{ ...GOOD, overlay: 'node' }, '/spec/platform/overlay must be the name'],
    [{ ...GOOD, colour: 'red' }, '/spec/platform/colour is not known here'],
    [
      { ...GOOD, approval: { when: 'sometimes' } },
      '/spec/platform/approval/when must be one of never, destructive, always',
    ],
    [
      { ...GOOD, approval: { when: 'always', by: 'amelia' } },
      '/spec/platform/approval/by must be owner, tenant-admin or a group',
    ],
    [
      { ...GOOD, deletion: { retain: '7 days' } },
      '/spec/platform/deletion/retain must be an ISO 8601 duration',
    ],
    [
      { ...GOOD, instances: 'topics' },
      '/spec/platform/instances must be a JSON',
    ],
    [{ ...GOOD, cost: '10 +' }, '/spec/platform/cost is no JSONata expression'],
    [
      { ...GOOD, schema: { type: 'objekt' } },
      '/spec/platform/schema is no JSON Schema 2020-12',
    ],
    [
      { ...GOOD, schema: { $ref: './nowhere.json' } },
      '/spec/platform/schema/$ref "./nowhere.json" cannot be read',
    ],
    [
      { ...GOOD, schema: { $ref: 'https://elsewhere.example/schema.json' } },
      'is not a relative path',
    ],
    [
      { ...GOOD, actions: [{ id: 'grow', title: 'Grow' }] },
      '/spec/platform/actions/0 must have either edit',
    ],
    ['kafka', '/spec/platform must be a map'],
  ])('%j is refused at its place', async (platform, message) => {
    await expect(
      processor.preProcessEntity(component(platform), file('/nowhere/a.yaml')),
    ).rejects.toThrow(message);
  });

  it('belongs to a platform component only', async () => {
    const entity = component(GOOD);
    await expect(
      processor.preProcessEntity(
        { ...entity, spec: { ...entity.spec, type: 'service' } },
        file('/a.yaml'),
      ),
    ).rejects.toThrow('/spec/type must be platform-component');
  });

  it('leaves everything else alone', async () => {
    const entity = component(undefined);
    delete entity.spec?.platform;
    await expect(
      processor.preProcessEntity(entity, file('/a.yaml')),
    ).resolves.toBe(entity);
  });

  it('may have a schema in YAML', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'commonhold-schema-'));
    await writeFile(path.join(folder, 'schema.yaml'), 'type: object\n');
    const entity = await processor.preProcessEntity(
      component({ ...GOOD, schema: { $ref: './schema.yaml' } }),
      file(path.join(folder, 'catalog-info.yaml')),
    );
    expect(entity.spec?.platform).toMatchObject({ schema: { type: 'object' } });
    await rm(folder, { recursive: true });
  });
});
