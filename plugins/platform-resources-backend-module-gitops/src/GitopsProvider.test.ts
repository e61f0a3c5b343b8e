import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
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
  PASSWORD,
  TestGitServer,
  USERNAME,
} from './__testUtils__/TestGitServer';
import { GitopsProvider } from './GitopsProvider';
import { pathOf } from './pathOf';
import { readRepositories } from './repositories';

jest.setTimeout(60_000);

const TEMPLATE = `
apiVersion: kafka.strimzi.io/v1beta2
kind: KafkaTopic
metadata:
  name: {{ resource.instance }}
  labels: { strimzi.io/cluster: {{ spec.cluster }} }
spec:
  partitions: {{ spec.partitions }}
{%- if spec.config %}
  config: {{ spec.config }}
{%- endif %}
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ resource.instance | append: '-info' }}
data:
  owner: {{ resource.application }}
`;

describe('manifests in a real repository', () => {
  let server: TestGitServer;
  let copies: string;
  let count = 0;

  beforeAll(async () => {
    server = await TestGitServer.start();
    copies = await mkdtemp(join(tmpdir(), 'commonhold-gitops-copies-'));
  });
  afterAll(async () => {
    await server.stop();
    await rm(copies, { recursive: true, force: true });
  });

  function provider(options: { url?: string; password?: string } = {}) {
    const url = options.url ?? server.url;
    return new GitopsProvider({
      repositories: readRepositories(
        new ConfigReader({
          integrations: {
            gitea: [
              {
                host: new URL(url).host,
                baseUrl: new URL(url).origin,
                username: USERNAME,
                password: options.password ?? PASSWORD,
              },
            ],
          },
          platformResources: {
            providers: {
              gitops: {
                directory: copies,
                repositories: { fleet: { url } },
              },
            },
          },
        }),
      ),
    });
  }

  function declare(
    spec: JsonObject,
    providerConfig: JsonObject = {},
  ): DesiredResource {
    count += 1;
    const address = {
      application: `system:payments/app-${count}`,
      overlay: 'kafka',
      instance: 'payments.sessions.v1',
      leaf: 'prod/eu-west',
    };
    const ref = formatResourceRef(address);
    return {
      target: {
        ...address,
        id: resourceIdOf(ref),
        ref,
        tenant: 'payments',
        component: 'component:platform/kafka-topic',
        providerConfig: {
          repository: 'fleet',
          template: TEMPLATE,
          ...providerConfig,
        },
      },
      spec,
      tags: { costCenter: 'CC-7' },
    };
  }

  const spec = { cluster: 'main', partitions: 12 };

  describeProviderConformance('gitops', () => ({
    provider: () => provider(),
    resource: () => {
      const first = declare(spec);
      return {
        first,
        second: { ...first, spec: { ...spec, partitions: 24 } },
      };
    },
    sameOf: ({ manifests }) =>
      Array.isArray(manifests)
        ? manifests.map(each => (each as JsonObject).spec ?? null)
        : null,
    drift: target =>
      server.commit(pathOf(target), text =>
        text.replace(/partitions: \d+/, `partitions: ${100 + count}`),
      ),
    effects: target => server.commits(pathOf(target)),
    withWrongCredentials: () => provider({ password: 'slate-roof-13' }),
    withDeadServer: () => provider({ url: 'http://127.0.0.1:9/fleet.git' }),
    secrets: [PASSWORD, 'slate-roof-13'],
  }));

  it('says in the change what differs in the manifest', async () => {
    const desired = declare(spec);
    const trial = new Trial(provider());
    const { observed } = await trial.converge(desired, desired.target);
    const [step] = trial.plan(
      { ...desired, spec: { ...spec, partitions: 24 } },
      observed,
    );
    expect(step.changes).toEqual([
      {
        in: 'spec',
        pointer: '/manifests',
        from: expect.anything(),
        to: expect.anything(),
      },
    ]);
  });

  it('is not in the way of others who push at the same time', async () => {
    const one = provider();
    await Promise.all([
      ...Array.from({ length: 5 }, async () => {
        const desired = declare(spec);
        await new Trial(one).converge(desired, desired.target);
      }),
      server.commit('README.md', text => `${text}More.\n`),
    ]);
    expect(await server.commits('README.md')).toBe(2);
  });

  it('commits together what is written together', async () => {
    const before = await server.commits('.');
    const one = provider();
    await Promise.all(
      Array.from({ length: 10 }, async () => {
        const desired = declare(spec);
        await new Trial(one).converge(desired, desired.target);
      }),
    );
    expect((await server.commits('.')) - before).toBeLessThan(10);
  });

  it('lets no value become another key, document or template', async () => {
    const evil = 'x\nkind: Secret\n---\nkind: ClusterRole # {{ spec.cluster }}';
    const desired = declare({ cluster: evil, partitions: 1 });
    const trial = new Trial(provider());
    const { observed } = await trial.converge(desired, desired.target);
    expect(observed?.spec.manifests).toMatchObject([
      {
        kind: 'KafkaTopic',
        metadata: { labels: { 'strimzi.io/cluster': evil } },
      },
      { kind: 'ConfigMap' },
    ]);
  });

  it('puts maps and lists in as they are', async () => {
    const config = { 'cleanup.policy': 'compact', list: [1, '2'] };
    const desired = declare({ ...spec, config });
    const { observed } = await new Trial(provider()).converge(
      desired,
      desired.target,
    );
    expect(observed?.spec.manifests).toMatchObject([{ spec: { config } }, {}]);
  });

  it('does not call comments and the order of keys drift', async () => {
    const desired = declare(spec);
    const trial = new Trial(provider());
    await trial.converge(desired, desired.target);
    await server.commit(pathOf(desired.target), text => `# A word.\n${text}`);
    expect(
      trial.plan(desired, await trial.observe(desired.target)),
    ).toHaveLength(0);
  });

  it('keeps what it writes below the folder of the tenant', () => {
    const { target } = declare(spec, { directory: '../../clusters/../x' });
    expect(pathOf(target)).toBe(
      `clusters/x/payments/system-payments-app-${count}/prod/eu-west/kafka.payments.sessions.v1.yaml`,
    );
    const slashes = { ...target, instance: 'a/../../b', leaf: '.' };
    expect(pathOf(slashes)).toMatch(/\/kafka\.a-..-..-b-[0-9a-f]{8}\.yaml$/);
  });

  it.each([
    ['no template', { template: null }, /it has none/],
    [
      'an unknown variable',
      { template: 'a: {{ spec.nope }}' },
      /undefined variable: spec.nope/,
    ],
    [
      'an unknown filter',
      { template: 'a: {{ 1 | nope }}' },
      /undefined filter: nope/,
    ],
    [
      'another file',
      { template: '{% render "/etc/passwd" %}' },
      /ENOENT|not found|Failed to lookup/,
    ],
    ['no YAML', { template: 'a: [' }, /cannot be used/],
    ['no map', { template: '- a' }, /a manifest has to be a map/],
    ['nothing', { template: '# nothing' }, /it makes no manifest/],
    [
      'an endless loop',
      { template: '{% for i in (1..100000000) %}{{i}}{% endfor %}' },
      /limit/,
    ],
  ])('finds %s', (_, config, message) => {
    const { target } = declare(spec, config);
    expect(provider().validate(spec, target)).toEqual([
      { pointer: '', message: expect.stringMatching(message) },
    ]);
  });
});
