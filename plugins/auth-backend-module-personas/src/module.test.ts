import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import authPlugin from '@backstage/plugin-auth-backend';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import request from 'supertest';
import { authModulePersonas } from './module';

const petra = {
  apiVersion: 'backstage.io/v1beta1',
  kind: 'User',
  metadata: { name: 'petra', namespace: 'default' },
  spec: { memberOf: [] },
  relations: [{ type: 'memberOf', targetRef: 'group:payments/checkout' }],
};

const personas = [
  {
    id: 'payments-developer',
    title: 'Payments developer',
    description: 'Builds the checkout',
    userEntityRef: 'user:default/petra',
  },
  {
    id: 'ghost',
    title: 'Ghost',
    description: 'Is not in the catalog',
    userEntityRef: 'user:default/ghost',
  },
];

const start = (list = personas) =>
  startTestBackend({
    features: [
      authPlugin,
      authModulePersonas,
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'http://localhost:3000' },
          auth: { providers: { personas: { personas: list } } },
        },
      }),
      catalogServiceMock.factory({ entities: [petra] }),
    ],
  });

describe('personas', () => {
  const environment = process.env.NODE_ENV;

  afterEach(() => {
    Object.assign(process.env, { NODE_ENV: environment });
  });

  it('sign in as the user that they stand for', async () => {
    const { server } = await start();
    const answer = await request(server)
      .get('/api/auth/personas/refresh')
      .set('x-commonhold-persona', 'payments-developer');
    expect(answer.status).toBe(200);
    expect(answer.body.backstageIdentity.identity).toMatchObject({
      userEntityRef: 'user:default/petra',
      ownershipEntityRefs: ['user:default/petra', 'group:payments/checkout'],
    });
  });

  it.each([
    ['nobody', undefined, 'Choose a persona'],
    ['somebody unknown', 'root', 'There is no persona \\"root\\"'],
  ])('let %s in', async (_, id, message) => {
    const { server } = await start();
    const asked = request(server).get('/api/auth/personas/refresh');
    const answer = await (id ? asked.set('x-commonhold-persona', id) : asked);
    expect(answer.status).toBe(401);
    expect(answer.text).toContain(message);
  });

  it('need a user in the catalog', async () => {
    const { server } = await start();
    const answer = await request(server)
      .get('/api/auth/personas/refresh')
      .set('x-commonhold-persona', 'ghost');
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.body.backstageIdentity).toBeUndefined();
  });

  it('have one id each', async () => {
    await expect(start([personas[0], personas[0]])).rejects.toThrow(
      'two personas with the id',
    );
  });

  it.each(['production', 'staging', ''])(
    'refuse to load where NODE_ENV is "%s"',
    async value => {
      Object.assign(process.env, { NODE_ENV: value });
      await expect(start()).rejects.toThrow(
        'Personas let anybody sign in as anybody',
      );
    },
  );
});
