import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import express from 'express';
import request from 'supertest';
import { WholeList } from './WholeList';

const SIZE = 2_500;

/** A catalog whose list has pages, which may fail from some page on. */
async function startCatalog(failsFrom = Infinity) {
  const asked: URLSearchParams[] = [];
  const server: Server = createServer((req, res) => {
    const { searchParams } = new URL(req.url ?? '/', 'http://localhost');
    asked.push(searchParams);
    const page = Number(searchParams.get('cursor') ?? 0);
    const limit = Number(searchParams.get('limit'));
    const start = page * limit;
    res.setHeader('content-type', 'application/json');
    if (page >= failsFrom) {
      res.statusCode = 503;
      res.end(JSON.stringify({ error: { message: 'Not now' } }));
      return;
    }
    const items = Array.from(
      { length: Math.min(limit, SIZE - start) },
      (_, index) => ({ metadata: { name: `e-${start + index}` } }),
    );
    res.end(
      JSON.stringify({
        items,
        pageInfo: {
          ...(start + limit < SIZE && { nextCursor: String(page + 1) }),
        },
      }),
    );
  });
  await new Promise<void>(resolve =>
    server.listen(0, '127.0.0.1', () => resolve()),
  );
  const { port } = server.address() as AddressInfo;
  const list = new WholeList({
    auth: mockServices.auth(),
    httpAuth: mockServices.httpAuth({
      defaultCredentials: mockCredentials.user(),
    }),
    discovery: {
      getBaseUrl: async () => `http://127.0.0.1:${port}`,
      getExternalBaseUrl: async () => `http://127.0.0.1:${port}`,
    },
  });
  const app = express();
  app.get('/entities', (req, res, next) => {
    const query = new URLSearchParams(req.url.split('?')[1] ?? '');
    list.answer(req, res, query).catch(next);
  });
  return {
    app,
    asked,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

describe('the list of all entities', () => {
  it('is put together from pages, in order', async () => {
    const { app, asked, stop } = await startCatalog();
    const { status, body } = await request(app).get(
      '/entities?filter=kind=a&filter=kind=b&fields=metadata.name&order=desc:metadata.name',
    );
    stop();
    expect(status).toBe(200);
    expect(body).toHaveLength(SIZE);
    expect(body[0]).toEqual({ metadata: { name: 'e-0' } });
    expect(body[SIZE - 1]).toEqual({ metadata: { name: `e-${SIZE - 1}` } });
    expect(asked.map(String)).toEqual([
      'limit=1000&fields=metadata.name&totalItems=exclude&filter=kind%3Da&filter=kind%3Db&orderField=metadata.name%2Cdesc',
      'limit=1000&fields=metadata.name&cursor=1',
      'limit=1000&fields=metadata.name&cursor=2',
    ]);
  });

  it('passes on why the catalog refuses', async () => {
    const { app, stop } = await startCatalog(0);
    const { status, body } = await request(app).get('/entities');
    stop();
    expect([status, body]).toEqual([503, { error: { message: 'Not now' } }]);
  });

  it('breaks off rather than looking whole where a page is missing', async () => {
    const { app, stop } = await startCatalog(1);
    await expect(request(app).get('/entities')).rejects.toThrow();
    stop();
  });
});
