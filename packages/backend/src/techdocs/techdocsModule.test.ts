import path from 'node:path';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  createMockDirectory,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import techdocsPlugin from '@backstage/plugin-techdocs-backend';
import request from 'supertest';
import { ESTATE, entities as estate } from '../estate/readEstate';
import techdocsModule from '.';

jest.setTimeout(120_000);

const DOCUMENTED = 'metadata.annotations.backstage.io/techdocs-ref';
const documented = estate.filter(
  entity => entity.metadata.annotations?.['backstage.io/techdocs-ref'],
);

/** The whole way: the estate's files, the real catalog, the real TechDocs backend, pages over HTTP. */
describe('the TechDocs backend with the Node generator', () => {
  const published = createMockDirectory();
  const scheduler = mockServices.scheduler();
  let backend: Awaited<ReturnType<typeof startTestBackend>>;

  beforeAll(async () => {
    backend = await startTestBackend({
      features: [
        catalogPlugin,
        techdocsPlugin,
        techdocsModule,
        createServiceFactory({
          service: coreServices.scheduler,
          deps: {},
          factory: () => scheduler,
        }),
        mockServices.rootConfig.factory({
          data: {
            backend: { baseUrl: 'http://localhost' },
            catalog: {
              locations: [
                {
                  type: 'file',
                  target: path.join(ESTATE, 'catalog.yaml'),
                  rules: [
                    {
                      allow: [
                        'API',
                        'Component',
                        'Domain',
                        'Group',
                        'Location',
                        'Resource',
                        'System',
                        'User',
                      ],
                    },
                  ],
                },
              ],
              processingInterval: { minutes: 30 },
            },
            techdocs: {
              builder: 'local',
              publisher: {
                type: 'local',
                local: { publishDirectory: published.path },
              },
            },
          },
        }),
      ],
    });
    await untilCatalogHolds(DOCUMENTED, documented.length);
  });

  afterAll(() => backend?.stop());

  async function readCatalog(filter: string) {
    const { body } = await request(backend.server)
      .get('/api/catalog/entities/by-query')
      .query({ filter, limit: 500 })
      .expect(200);
    return body.items as {
      kind: string;
      metadata: { name: string; namespace: string };
    }[];
  }

  /** The catalog reads files in the background. Asking again is the only way to know that it is done. */
  async function untilCatalogHolds(filter: string, count: number) {
    const deadline = Date.now() + 60_000;
    while ((await readCatalog(filter)).length < count) {
      if (Date.now() > deadline) {
        throw new Error(`The catalog never held ${count} of ${filter}`);
      }
    }
  }

  const build = (entity: string) =>
    request(backend.server)
      .get(`/api/techdocs/sync/${entity}`)
      .set('Accept', 'text/event-stream')
      .expect(200);

  it('builds the documentation of a platform component and serves its pages', async () => {
    const { text } = await build('platform/component/kafka-topic');
    expect(text).toMatch(/event: finish\ndata: {"updated":true}/);

    const page = await request(backend.server)
      .get(
        '/api/techdocs/static/docs/platform/component/kafka-topic/runbooks/consumer-lag/index.html',
      )
      .expect(200);
    expect(page.text).toContain('KafkaConsumerLagGrowing');

    const metadata = await request(backend.server)
      .get('/api/techdocs/metadata/techdocs/platform/component/kafka-topic')
      .expect(200);
    expect(metadata.body).toMatchObject({
      site_name: 'Kafka topic',
      files: expect.arrayContaining(['settings/index.html']),
    });

    const index = await request(backend.server)
      .get(
        '/api/techdocs/static/docs/platform/component/kafka-topic/search/search_index.json',
      )
      .expect(200);
    expect(index.body.docs).toContainEqual(
      expect.objectContaining({
        location: 'settings/#quotas',
        title: 'Quotas',
      }),
    );
  });

  it('builds everything that the estate documents before somebody asks', async () => {
    await scheduler.triggerTask('techdocs-build-documentation');

    const unbuilt: string[] = [];
    for (const { kind, metadata } of await readCatalog(DOCUMENTED)) {
      const site = `${metadata.namespace}/${kind}/${metadata.name}`;
      const page = await request(backend.server).get(
        `/api/techdocs/static/docs/${site.toLowerCase()}/index.html`,
      );
      if (
        !/<article class="md-content__inner md-typeset">\s*<h1/.test(page.text)
      ) {
        unbuilt.push(site);
      }
    }
    expect(unbuilt).toEqual([]);
  });
});
