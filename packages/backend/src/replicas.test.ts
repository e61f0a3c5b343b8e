import { setTimeout as pause } from 'node:timers/promises';
import { TestDatabases } from '@backstage/backend-test-utils';
import { CALLER_MAX_AGE_MS } from '@commonhold/plugin-tenancy-node';
import { TestPortal } from './__testUtils__/TestPortal';
import { organisation, tenants } from './__testUtils__/estate';
import { eventually } from './__testUtils__/eventually';
import { startEstate } from './__testUtils__/startEstate';

jest.setTimeout(180_000);

const PROMISED_MS = 5_000;
const LIMIT = 200;

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

describe.each(databases.eachSupportedId())('two replicas on %s', database => {
  let portal: TestPortal;
  let replicas: TestPortal[];

  const orderbook = '/api/catalog/entities/by-name/component/trading/orderbook';

  const backAtWork = async () =>
    eventually(async () => {
      for (const replica of replicas) {
        const status = await replica.statusOf('tara', 'trading/orderbook');
        if (status !== 200) {
          throw new Error(`tara gets ${status}`);
        }
      }
    });

  beforeAll(async () => {
    portal = await startEstate(database);
    replicas = [portal, await portal.startReplica()];
    await backAtWork();
  });

  afterAll(async () => {
    await replicas?.[1]?.stopReplica();
    await portal?.stop();
  });

  /** A socket that hears signals, on a replica; whoever comes first may be turned away. */
  const listen = async (replica: TestPortal, persona: string) => {
    const token = await replica.signIn(persona);
    let socket: WebSocket | undefined;
    await eventually(async () => {
      const opened = replica.openSignals(token);
      await new Promise<void>((resolve, reject) => {
        opened.onopen = () => resolve();
        opened.onerror = () => reject(new Error('The socket does not open'));
        setTimeout(() => reject(new Error('Nobody answers')), 1_000).unref();
      });
      // Let in, and not sent away at once.
      await new Promise<void>((resolve, reject) => {
        opened.onclose = () => reject(new Error('The socket is closed'));
        setTimeout(resolve, 300).unref();
      });
      socket = opened;
    });
    return socket!;
  };

  /** Opens what tara and petra have open, on both replicas. */
  const atWork = async () =>
    Promise.all(
      replicas.map(async replica => ({
        replica,
        token: await replica.signIn('tara'),
        socket: await listen(replica, 'tara'),
        other: await listen(replica, 'petra'),
      })),
    );

  /** @returns the milliseconds until tara was out of the last replica */
  const timeUntilOut = async (open: Awaited<ReturnType<typeof atWork>>) => {
    const took = await Promise.all(
      open.map(({ replica, token, socket }) =>
        eventually(async () => {
          const { status } = await replica.request('GET', orderbook, { token });
          if (status !== 404 || socket.readyState !== WebSocket.CLOSED) {
            throw new Error(`tara gets ${status}, and hears signals`);
          }
        }),
      ),
    );
    return Math.max(...took);
  };

  /** Closes what is still open, and tells whose sockets were. */
  const stillListening = async (open: Awaited<ReturnType<typeof atWork>>) => {
    const listening: string[] = [];
    for (const { replica, token, other } of open) {
      if (other.readyState === WebSocket.OPEN) {
        listening.push('petra');
      }
      other.close();
      // Nor does it open again with what was true at sign-in.
      const again = replica.openSignals(token);
      await new Promise<void>(resolve => {
        again.onclose = () => resolve();
      });
    }
    return listening;
  };

  it('let a person out within 5 seconds of leaving a group, sockets too', async () => {
    const open = await atWork();
    portal.repositories.put(
      '/organisation/all.yaml',
      organisation.replace('memberOf: [group:trading/trading]', 'memberOf: []'),
    );
    await eventually(async () => {
      const { body } = await portal.get(
        'olga',
        '/api/catalog/entities/by-name/user/default/tara',
      );
      expect(
        body.relations.filter((relation: any) => relation.type === 'memberOf'),
      ).toEqual([]);
    });
    expect(await timeUntilOut(open)).toBeLessThan(PROMISED_MS);
    await expect(stillListening(open)).resolves.toEqual(['petra', 'petra']);

    portal.repositories.put('/organisation/all.yaml', organisation);
    await backAtWork();
  });

  it('let people out within 5 seconds when their tenant is suspended', async () => {
    const open = await atWork();
    const good = tenants(portal.repositories.url(''));
    await portal.writeTenants(
      good.replace(
        'groups: [group:trading/trading]',
        'state: suspended\n  groups: [group:trading/trading]',
      ),
    );
    expect(await timeUntilOut(open)).toBeLessThan(PROMISED_MS);
    await expect(stillListening(open)).resolves.toEqual(['petra', 'petra']);

    await portal.writeTenants(good);
    await backAtWork();
  });

  it('count the requests of a tenant together', async () => {
    const [first, second] = replicas;
    await portal.writeTenants(
      tenants(portal.repositories.url('')).replace(
        'groups: [group:trading/trading]',
        `groups: [group:trading/trading]\n  quotas: { requestsPerMinute: ${LIMIT} }`,
      ),
    );
    await eventually(async () => {
      const { body } = await portal.get('tara', '/api/tenancy/tenants/trading');
      expect(body.quotas.requestsPerMinute).toBe(LIMIT);
    });
    // Whoever asked before is known with the limits of then for a moment.
    await pause(CALLER_MAX_AGE_MS);
    const tokens = await Promise.all(
      replicas.map(replica => replica.signIn('tara')),
    );
    const ask = (replica: TestPortal) =>
      replica.request('GET', '/api/tenancy/me', {
        token: tokens[replicas.indexOf(replica)],
      });
    const waits: number[] = [];
    /** @returns how many were answered before one was refused */
    const askUntilRefused = async (replica: TestPortal, pauseMs: number) => {
      for (let answered = 0; answered < 1_000; answered++) {
        const { status, headers } = await ask(replica);
        if (status === 429) {
          waits.push(Number(headers.get('retry-after')));
          return answered;
        }
        await pause(pauseMs);
      }
      throw new Error('Nobody was refused');
    };
    // Where the minute ends in between, they may ask anew.
    let answered: number[];
    let minute: number;
    do {
      minute = Math.floor(Date.now() / 60_000);
      answered = [
        await askUntilRefused(first, 0),
        await askUntilRefused(second, 50),
      ];
    } while (minute !== Math.floor(Date.now() / 60_000));
    expect(answered[0]).toBeLessThanOrEqual(LIMIT);
    // What it let through until it heard of the first: about a second's worth.
    expect(answered[1]).toBeLessThan(LIMIT / 2);
    expect(Math.min(...waits)).toBeGreaterThan(0);
    expect(Math.max(...waits)).toBeLessThanOrEqual(60);
    for (const replica of replicas) {
      const { status } = await replica.get('petra', '/api/tenancy/me');
      expect(status).toBe(200);
    }
  });
});
