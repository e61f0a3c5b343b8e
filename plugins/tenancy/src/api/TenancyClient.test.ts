/**
 * @jest-environment node
 */
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { TenancyClient } from './TenancyClient';

describe('TenancyClient', () => {
  let server: Server;
  let client: TenancyClient;
  const requested: string[] = [];
  const answers = new Map<string, { status: number; body: unknown }>();

  beforeAll(async () => {
    server = createServer((request, response) => {
      const url = request.url ?? '';
      requested.push(url);
      const answer = answers.get(url) ?? {
        status: 404,
        body: {
          error: { name: 'NotFoundError', message: 'Not found' },
          response: { statusCode: 404 },
        },
      };
      response.writeHead(answer.status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer.body));
    });
    await new Promise<void>(listening =>
      server.listen(0, '127.0.0.1', listening),
    );
    const { port } = server.address() as AddressInfo;
    client = new TenancyClient({
      discoveryApi: {
        getBaseUrl: async pluginId =>
          `http://127.0.0.1:${port}/api/${pluginId}`,
      },
      fetchApi: { fetch },
    });
  });

  afterAll(() => new Promise(closed => server.close(closed)));

  it('asks who I am', async () => {
    const me = { userEntityRef: 'user:default/amelia.hart', tenants: [] };
    answers.set('/api/tenancy/me', { status: 200, body: me });
    await expect(client.getMe()).resolves.toEqual(me);
  });

  it('asks for a page of members', async () => {
    const page = { items: [], totalItems: 40, nextCursor: 'c2' };
    answers.set('/api/tenancy/tenants/payments/members?limit=20&cursor=c1', {
      status: 200,
      body: page,
    });
    await expect(
      client.listMembers('payments', { limit: 20, cursor: 'c1' }),
    ).resolves.toEqual(page);
  });

  it('asks for tenants, refusals and sources', async () => {
    const page = { items: [], totalItems: 0 };
    answers.set('/api/tenancy/tenants', { status: 200, body: page });
    answers.set('/api/tenancy/tenants/cards/refusals', {
      status: 200,
      body: page,
    });
    answers.set('/api/tenancy/sources', { status: 200, body: { items: [] } });
    await expect(client.listTenants()).resolves.toEqual(page);
    await expect(client.listRefusals('cards')).resolves.toEqual(page);
    await expect(client.listSources()).resolves.toEqual([]);
  });

  it('keeps an odd id within its place in the address', async () => {
    await expect(client.getTenant('../sources')).rejects.toThrow();
    expect(requested).toContain('/api/tenancy/tenants/..%2Fsources');
  });

  it('tells that a tenant does not exist', async () => {
    await expect(client.getTenant('trading')).rejects.toMatchObject({
      name: 'ResponseError',
      statusCode: 404,
      cause: { name: 'NotFoundError', message: 'Not found' },
    });
  });
});
