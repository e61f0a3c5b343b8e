import { mockServices } from '@backstage/backend-test-utils';
import express from 'express';
import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { DirectoryFollower } from './DirectoryFollower';
import { TenancyClient } from './TenancyClient';

/** The directory of a tenancy backend, over real HTTP. */
async function startDirectory(changes: { revision: number; key: string }[]) {
  const app = express()
    .get('/directory', (_, res) => {
      res.json({ revision: changes.length, tenants: [], groups: {} });
    })
    .get('/directory/changes', (req, res) => {
      const later = changes.filter(
        ({ revision }) => revision > Number(req.query.since),
      );
      res.json({
        revision: later.at(-1)?.revision ?? Number(req.query.since),
        keys: later.map(({ key }) => key),
        refused: ['component:payments/rogue'],
      });
    });
  const server = createServer(app);
  await new Promise<void>(resolve =>
    server.listen(0, '127.0.0.1', () => resolve()),
  );
  const { port } = server.address() as AddressInfo;
  const client = new TenancyClient(
    mockServices.auth(),
    mockServices.discovery.mock({
      getBaseUrl: async () => `http://127.0.0.1:${port}`,
    }),
  );
  return {
    client,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

describe('a follower of the directory', () => {
  it('tells every listener all changes, again where one failed', async () => {
    const changes = [{ revision: 1, key: 'namespace:payments' }];
    const { client, stop } = await startDirectory(changes);
    const follower = new DirectoryFollower(client, mockServices.logger.mock());
    const first: string[][] = [];
    const second: string[][] = [];
    let failures = 1;
    const heard = (list: string[][], count: number) =>
      new Promise<void>(resolve => {
        const timer = setInterval(() => {
          if (list.length >= count) {
            clearInterval(timer);
            resolve();
          }
        }, 20);
      });

    follower.onChange(async ({ keys }) => {
      first.push([...keys]);
    });
    follower.start();
    await expect(follower.getDirectory()).resolves.toMatchObject({
      revision: 1,
    });
    await heard(first, 1);
    expect(first).toEqual([['namespace:payments']]);
    expect(follower.isRefused('component:payments/rogue')).toBe(true);

    // A listener that comes later hears what was before it, though it fails.
    follower.onChange(async ({ keys }) => {
      if (failures-- > 0) {
        throw new Error('The catalog is busy');
      }
      second.push([...keys]);
    });
    await heard(second, 1);
    expect(second).toEqual([['namespace:payments']]);

    changes.push({ revision: 2, key: 'group:payments/checkout' });
    await heard(second, 2);
    expect(second[1]).toEqual(['group:payments/checkout']);
    follower.stop();
    stop();
  });
});
