import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { auditPortal } from './audit';
import { isClean, lastLine, renderReport } from './report';
import { remoteTarget } from './target/remoteTarget';

/** A portal with one entity for each of two people, which may tell more than it should. */
class LittlePortal {
  static readonly LEAKS = {
    facets: '/api/catalog/entity-facets',
    oracle: '/api/techdocs/metadata/techdocs/trading/component/orderbook',
  };

  static async start(leaks: readonly string[]) {
    const entityOf = (tenant: string, name: string, uid: string) => ({
      kind: 'Component',
      metadata: {
        name,
        namespace: tenant,
        uid,
        description: `Everything about ${name} and its secrets`,
      },
    });
    const entities = new Map([
      [
        'user:default/petra',
        entityOf(
          'payments',
          'checkout',
          '00000000-0000-4000-8000-000000000001',
        ),
      ],
      [
        'user:default/tara',
        entityOf(
          'trading',
          'orderbook',
          '00000000-0000-4000-8000-000000000002',
        ),
      ],
    ]);
    const server = createServer((req, res) => {
      const url = (req.url ?? '').split('?')[0];
      const [, payload] = (req.headers.authorization ?? '').split('.');
      const sub = payload
        ? JSON.parse(Buffer.from(payload, 'base64url').toString()).sub
        : undefined;
      const own = entities.get(sub);
      const answer = (status: number, body: object) => {
        res.writeHead(status, { 'content-type': 'application/json' });
        res.end(JSON.stringify(body));
      };
      if (leaks.includes(url) && url === LittlePortal.LEAKS.facets) {
        answer(200, { facets: [...entities.values()] });
      } else if (leaks.includes(url)) {
        answer(403, { error: { name: 'NotAllowedError' } });
      } else if (url === '/api/catalog/entities/by-query' && own) {
        answer(200, { items: [own], totalItems: 1, pageInfo: {} });
      } else if (url === '/api/catalog/entities' && own) {
        answer(200, [own]);
      } else if (url === '/api/catalog/entity-facets' && own) {
        answer(200, { facets: { kind: [{ value: 'Component', count: 1 }] } });
      } else {
        answer(404, { error: { name: 'NotFoundError' } });
      }
    });
    await new Promise<void>(resolve =>
      server.listen(0, '127.0.0.1', () => resolve()),
    );
    const { port } = server.address() as AddressInfo;
    return {
      url: `http://127.0.0.1:${port}`,
      stop: () => {
        server.closeAllConnections();
        return new Promise(resolve => server.close(resolve));
      },
    };
  }
}

const tokenOf = (sub: string) =>
  `h.${Buffer.from(JSON.stringify({ sub })).toString('base64url')}.s`;

async function audit(leaks: readonly string[]) {
  const portal = await LittlePortal.start(leaks);
  try {
    const target = await remoteTarget({
      url: portal.url,
      tokens: [tokenOf('user:default/petra'), tokenOf('user:default/tara')],
      short: true,
    });
    return await auditPortal(target, undefined, () => {});
  } finally {
    await portal.stop();
  }
}

jest.setTimeout(120_000);

describe('an audit of a portal with two users', () => {
  it('finds nothing where nothing is told', async () => {
    const findings = await audit([]);
    expect(findings.list).toEqual([]);
    expect(isClean(findings)).toBe(true);
    expect(lastLine(findings)).toMatch(
      /^isolation: surfaces=\d+ probes=\d+ leaks=0 oracles=0 writes=0$/,
    );
  });

  it('finds a route that tells of somebody else’s entity, and says which', async () => {
    const findings = await audit([LittlePortal.LEAKS.facets]);
    expect(isClean(findings)).toBe(false);
    expect(findings.list).toContainEqual(
      expect.objectContaining({
        kind: 'leak',
        surface: 'catalog facets',
        prober: 'user:default/petra',
        request: 'GET /api/catalog/entity-facets?facet=kind',
        found: expect.stringContaining('description of component:trading'),
      }),
    );
    expect(renderReport(findings, false)).toContain(
      '  leak for user:default/petra: GET /api/catalog/entity-facets?facet=kind\n    answers 200 with “',
    );
  });

  it('finds a route that answers otherwise for what exists', async () => {
    const findings = await audit([LittlePortal.LEAKS.oracle]);
    expect(findings.list).toContainEqual({
      kind: 'oracle',
      surface: 'techdocs pages',
      prober: 'user:default/petra',
      request: `GET ${LittlePortal.LEAKS.oracle}`,
      found: 'hidden answers 403, absent 404',
    });
    expect(lastLine(findings)).toMatch(/ leaks=0 oracles=[1-9]\d* writes=0$/);
  });
});
