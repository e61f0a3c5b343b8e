import { once } from 'node:events';
import { RequestListener, Server, createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { ProviderHttpClient } from './ProviderHttpClient';

describe('ProviderHttpClient', () => {
  let server: Server;
  let answer: RequestListener;
  let url: string;

  beforeAll(async () => {
    server = createServer((request, response) => answer(request, response));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  const client = (options: { timeoutMs?: number } = {}) =>
    new ProviderHttpClient({
      name: 'Thing main',
      url: `${url}/api/`,
      headers: { 'x-key': 'secret' },
      setting: 'things.main.key',
      ...options,
    });

  it('sends JSON and credentials below the path of its URL', async () => {
    let seen: unknown;
    answer = async (request, response) => {
      let body = '';
      for await (const chunk of request) {
        body += chunk;
      }
      seen = [request.method, request.url, request.headers['x-key'], body];
      response.end('{"a":1}');
    };
    const response = await client().request({
      path: '/things?x=1',
      method: 'PUT',
      body: { b: 2 },
    });
    expect(response.json()).toEqual({ a: 1 });
    expect(seen).toEqual(['PUT', '/api/things?x=1', 'secret', '{"b":2}']);
  });

  it.each([
    [401, 'PermanentProviderError', /things\.main\.key/],
    [403, 'PermanentProviderError', /things\.main\.key/],
    [302, 'PermanentProviderError', /url of things\.main\.key/],
    [422, 'PermanentProviderError', /Correct/],
    [429, 'TransientProviderError', /by itself/],
    [503, 'TransientProviderError', /by itself/],
  ])('takes %s for a %s', async (status, name, nextStep) => {
    answer = (_, response) => {
      response.writeHead(status, { location: '/elsewhere' });
      response.end('because');
    };
    await expect(client().request({ path: '/' })).rejects.toMatchObject({
      name,
      nextStep: expect.stringMatching(nextStep),
    });
  });

  it('takes statuses for answers where they are', async () => {
    answer = (_, response) => {
      response.statusCode = 404;
      response.end();
    };
    await expect(
      client().request({ path: '/', accept: [404] }),
    ).resolves.toMatchObject({ status: 404 });
  });

  it('takes silence, and servers that are not there, for what may pass', async () => {
    answer = () => {};
    await expect(
      client({ timeoutMs: 100 }).request({ path: '/' }),
    ).rejects.toMatchObject({
      name: 'TransientProviderError',
      message: 'Thing main does not answer within 0.1 seconds',
    });
    const gone = new ProviderHttpClient({
      name: 'Thing main',
      url: 'http://127.0.0.1:9',
      setting: 'things',
    });
    await expect(gone.request({ path: '/' })).rejects.toMatchObject({
      name: 'TransientProviderError',
    });
  });

  it('is cancelled as asked', async () => {
    answer = () => {};
    await expect(
      client().request({ path: '/', signal: AbortSignal.timeout(50) }),
    ).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  it('says so if the answer is no JSON', async () => {
    answer = (_, response) => {
      response.end('<html>');
    };
    const response = await client().request({ path: '/' });
    expect(() => response.json()).toThrow('does not answer in JSON');
  });
});
