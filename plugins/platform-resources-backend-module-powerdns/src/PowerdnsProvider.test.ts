import { formatResourceRef } from '@commonhold/plugin-platform-resources-common';
import {
  DesiredResource,
  resourceIdOf,
} from '@commonhold/plugin-platform-resources-node';
import {
  Trial,
  describeProviderConformance,
} from '@commonhold/plugin-platform-resources-node/conformance';
import {
  API_KEY,
  TestPowerdns,
  freePort,
  missingPowerdns,
} from './__testUtils__/TestPowerdns';
import { PowerdnsProvider } from './PowerdnsProvider';
import { RecordSpec } from './recordSpec';

const missing = missingPowerdns();
const suite = missing ? describe.skip : describe;
const ZONE = 'meridian.example';

suite(`records in a real PowerDNS${missing ? `: ${missing}` : ''}`, () => {
  let powerdns: TestPowerdns;
  let deadPort: number;
  let count = 0;

  beforeAll(async () => {
    powerdns = await TestPowerdns.start();
    deadPort = await freePort();
    for (const zone of [ZONE, `dmz.${ZONE}`]) {
      await powerdns.api('POST', '/zones', {
        name: `${zone}.`,
        kind: 'Native',
        nameservers: [`ns1.${ZONE}.`],
      });
    }
  }, 30_000);
  afterAll(() => powerdns.stop());

  function provider(overrides: { url?: string; apiKey?: string } = {}) {
    return new PowerdnsProvider({
      servers: new Map([
        [
          'main',
          {
            url: powerdns.url,
            apiKey: API_KEY,
            serverId: 'localhost',
            ...overrides,
          },
        ],
      ]),
    });
  }

  function declare(
    overrides: Partial<RecordSpec> = {},
  ): DesiredResource<RecordSpec> {
    count += 1;
    const spec = {
      zone: ZONE,
      name: `prices-${count}.trading`,
      type: 'A',
      ttl: 300,
      values: ['192.0.2.7', '192.0.2.8'],
      ...overrides,
    };
    const address = {
      application: `system:trading/app-${count}`,
      overlay: 'dns',
      instance: `${spec.name}/${spec.type}`,
      leaf: 'prod/eu-west',
    };
    const ref = formatResourceRef(address);
    return {
      target: {
        ...address,
        id: resourceIdOf(ref),
        ref,
        tenant: 'trading',
        component: 'component:platform/global-dns',
        providerConfig: { server: 'main' },
      },
      spec,
      tags: { costCenter: 'CC-7' },
    };
  }

  async function change(
    { name, type }: Pick<RecordSpec, 'name' | 'type'>,
    values: readonly string[],
  ) {
    await powerdns.api('PATCH', `/zones/${ZONE}.`, {
      rrsets: [
        {
          name: `${name}.${ZONE}.`,
          type,
          ttl: 300,
          changetype: 'REPLACE',
          records: values.map(content => ({ content, disabled: false })),
        },
      ],
    });
  }

  describeProviderConformance('powerdns', () => ({
    provider: () => provider(),
    resource: () => {
      const first = declare();
      return {
        first,
        second: { ...first, spec: { ...first.spec, ttl: 60 } },
      };
    },
    sameOf: ({ name, ...rest }) => rest,
    drift: async ({ instance }) => {
      const [name, type] = instance.split('/');
      await change({ name, type }, [`198.51.100.${(count % 200) + 1}`]);
    },
    // PowerDNS counts in the serial of the zone.
    effects: async () => {
      const { serial } = (await powerdns.api('GET', `/zones/${ZONE}.`)) as {
        serial: number;
      };
      return serial;
    },
    withWrongCredentials: () => provider({ apiKey: 'loud-harbour-78' }),
    withDeadServer: () => provider({ url: `http://127.0.0.1:${deadPort}` }),
    secrets: [API_KEY, 'loud-harbour-78'],
  }));

  it('answers over UDP what was declared', async () => {
    const desired = declare();
    const trial = new Trial(provider());
    await trial.converge(desired, desired.target);
    const name = `${desired.spec.name}.${ZONE}`;
    expect((await powerdns.resolve4(name)).sort()).toEqual([
      '192.0.2.7',
      '192.0.2.8',
    ]);
    await trial.converge(undefined, desired.target);
    await expect(powerdns.resolve4(name)).rejects.toMatchObject({
      code: 'ENOTFOUND',
    });
  });

  it('never takes over what somebody else made', async () => {
    const desired = declare();
    await change(desired.spec, ['203.0.113.1']);
    await expect(
      new Trial(provider()).converge(desired, desired.target),
    ).rejects.toMatchObject({
      name: 'PermanentProviderError',
      message: expect.stringContaining('is there already'),
    });
    const twin = declare();
    await new Trial(provider()).converge(twin, twin.target);
    const other = declare({ name: twin.spec.name });
    await expect(
      new Trial(provider()).converge(other, other.target),
    ).rejects.toThrow('is there already');
    expect(await powerdns.resolve4(`${desired.spec.name}.${ZONE}`)).toEqual([
      '203.0.113.1',
    ]);
  });

  it('follows a record into another zone', async () => {
    const desired = declare();
    const trial = new Trial(provider());
    const { observed } = await trial.converge(desired, desired.target);
    const moved = {
      ...desired,
      spec: { ...desired.spec, zone: `dmz.${ZONE}` },
    };
    expect(trial.plan(moved, observed).map(({ kind }) => kind)).toEqual([
      'delete',
      'create',
    ]);
    await trial.converge(moved, desired.target);
    expect(
      await powerdns.resolve4(`${desired.spec.name}.dmz.${ZONE}`),
    ).toHaveLength(2);
    await expect(
      powerdns.resolve4(`${desired.spec.name}.${ZONE}`),
    ).rejects.toThrow();
  });

  it('says that there is no such zone', async () => {
    const desired = declare({ zone: 'elsewhere.example' });
    await expect(
      new Trial(provider()).converge(desired, desired.target),
    ).rejects.toMatchObject({
      name: 'PermanentProviderError',
      message: 'PowerDNS main has no zone elsewhere.example',
    });
  });

  it.each([
    ['AAAA', ['2001:DB8:0:0::77']],
    ['CNAME', ['Prices.Trading.meridian.example.']],
    ['TXT', ['"v=spf1 include:_spf.meridian.example -all"']],
    ['MX', ['10 mail.meridian.example.']],
    ['SRV', ['0 5 443 gateway.meridian.example.']],
    ['CAA', ['0 issue "letsencrypt.org"']],
  ])('has nothing more to do after it made %s', async (type, values) => {
    const desired = declare({ type, values });
    const trial = new Trial(provider());
    await trial.converge(desired, desired.target);
    expect((await trial.converge(desired, desired.target)).steps).toBe(0);
  });
});

describe('what is found before anything is planned', () => {
  const provider = new PowerdnsProvider({ servers: new Map() });
  const spec: RecordSpec = {
    zone: ZONE,
    name: 'a',
    type: 'A',
    ttl: 60,
    values: ['192.0.2.1'],
  };

  it('finds nothing wrong in good records', () => {
    expect(provider.validate(spec)).toEqual([]);
    expect(provider.validate({ ...spec, failover: 'none' })).toEqual([]);
  });

  it.each<[string, Partial<RecordSpec>, string]>([
    ['an IPv6 address as A', { values: ['::1'] }, '/values/0'],
    ['a CNAME without a dot', { type: 'CNAME', values: ['b'] }, '/values/0'],
    ['two CNAMEs', { type: 'CNAME', values: ['b.', 'c.'] }, '/values'],
    [
      'an alias of the zone',
      { type: 'CNAME', name: '@', values: ['b.'] },
      '/type',
    ],
    ['text without quotes', { type: 'TXT', values: ['a b'] }, '/values/0'],
    ['an MX without priority', { type: 'MX', values: ['mail.'] }, '/values/0'],
    ['a long label', { name: 'a'.repeat(64) }, '/name'],
    ['a health check', { healthCheck: {} }, '/healthCheck'],
    ['failover', { failover: 'primary' }, '/failover'],
  ])('%s', (_, overrides, pointer) => {
    expect(provider.validate({ ...spec, ...overrides })).toEqual([
      { pointer, message: expect.any(String) },
    ]);
  });
});
