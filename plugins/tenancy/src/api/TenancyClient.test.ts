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
  const sent: { method?: string; ifMatch?: string; body: string }[] = [];
  const answers = new Map<string, { status: number; body: unknown }>();

  beforeAll(async () => {
    server = createServer(async (request, response) => {
      const url = request.url ?? '';
      requested.push(url);
      const body = Buffer.concat(await request.toArray()).toString();
      const { method, headers } = request;
      sent.push({ method, ifMatch: headers['if-match'], body });
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

  it('finds tenants by text and state', async () => {
    const page = { items: [], totalItems: 0, figures: {} };
    answers.set('/api/tenancy/tenants?text=a%26b%20c&state=active', {
      status: 200,
      body: page,
    });
    await expect(
      client.listTenants({ text: 'a&b c', state: 'active' }),
    ).resolves.toEqual(page);
  });

  it('sends a change with the version that it is about', async () => {
    answers.set('/api/tenancy/tenants/cards', {
      status: 200,
      body: { id: 'cards' },
    });
    const updatedAt = '2026-11-20T10:00:00.000Z';
    await client.updateTenant('cards', { title: 'Cards' }, { updatedAt });
    expect(sent.at(-1)).toEqual({
      method: 'PATCH',
      ifMatch: `"${updatedAt}"`,
      body: '{"title":"Cards"}',
    });
  });

  it('suspends, registers and stops viewing', async () => {
    answers.set('/api/tenancy/tenants/cards/suspend', {
      status: 200,
      body: { id: 'cards', state: 'suspended' },
    });
    answers.set('/api/tenancy/tenants/cards/locations', {
      status: 201,
      body: { id: '1' },
    });
    answers.set('/api/tenancy/view-as', { status: 204, body: undefined });
    await expect(
      client.changeTenantState('cards', 'suspend'),
    ).resolves.toMatchObject({ state: 'suspended' });
    await client.registerLocation('cards', 'https://git.example/x.yaml');
    expect(sent.at(-1)).toMatchObject({
      method: 'POST',
      body: '{"target":"https://git.example/x.yaml"}',
    });
    await client.stopViewing();
    expect(sent.at(-1)).toMatchObject({ method: 'DELETE' });
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
