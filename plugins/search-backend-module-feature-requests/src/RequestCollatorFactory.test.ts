import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { mockServices } from '@backstage/backend-test-utils';
import { featureRequestReadPermission } from '@commonhold/plugin-feature-requests-common';
import { RequestCollatorFactory } from './RequestCollatorFactory';

const document = (id: string, audience: string[]) => ({
  id,
  title: `Wish ${id}`,
  description: 'Keep messages longer.',
  status: 'planned',
  category: null,
  tags: ['kafka'],
  people: 3,
  audience,
  updatedAt: '2026-11-20T10:00:00.000Z',
});

describe('the collator of feature requests', () => {
  let board: Server;
  let asked: { url?: string; authorization?: string }[];
  let answers: { status: number; body: object }[];

  beforeEach(async () => {
    asked = [];
    answers = [];
    board = createServer((req, res) => {
      asked.push({ url: req.url, authorization: req.headers.authorization });
      const { status, body } = answers[asked.length - 1];
      res.statusCode = status;
      res.setHeader('content-type', 'application/json');
      res.end(JSON.stringify(body));
    });
    await new Promise<void>(resolve =>
      board.listen(0, '127.0.0.1', () => resolve()),
    );
  });

  afterEach(async () => {
    await new Promise(resolve => board.close(resolve));
  });

  const factory = () => {
    const { port } = board.address() as AddressInfo;
    return new RequestCollatorFactory({
      auth: mockServices.auth(),
      discovery: {
        getBaseUrl: async () => `http://127.0.0.1:${port}`,
        getExternalBaseUrl: async () => `http://127.0.0.1:${port}`,
      },
      locationTemplate: '/requests/:id',
    });
  };

  it('reads all pages, with who may find each request', async () => {
    answers = [
      {
        status: 200,
        body: {
          items: [document('0000000000a', ['tenant:payments'])],
          nextCursor: 'next',
        },
      },
      {
        status: 200,
        body: { items: [document('0000000000b', ['everyone'])] },
      },
    ];
    const collator = factory();
    expect(collator.visibilityPermission).toBe(featureRequestReadPermission);
    const documents = await (await collator.getCollator()).toArray();
    expect(documents).toEqual([
      {
        title: 'Wish 0000000000a',
        text: 'Keep messages longer.\nkafka',
        location: '/requests/0000000000a',
        status: 'planned',
        category: '',
        tags: ['kafka'],
        people: 3,
        updatedAt: '2026-11-20T10:00:00.000Z',
        tenancyAudience: ['tenant:payments'],
        authorization: { resourceRef: '0000000000a' },
      },
      expect.objectContaining({ tenancyAudience: ['everyone'] }),
    ]);
    expect(asked[1].url).toContain('cursor=next');
    expect(asked[0].authorization).toMatch(/^Bearer ./);
  });

  it('fails when the board does, so that the index stays as it was', async () => {
    answers = [
      {
        status: 503,
        body: { error: { name: 'ServiceUnavailableError', message: 'Wait' } },
      },
    ];
    const stream = await factory().getCollator();
    await expect(stream.toArray()).rejects.toThrow(/503/);
  });
});
