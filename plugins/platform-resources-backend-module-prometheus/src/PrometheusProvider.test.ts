import { execFile } from 'node:child_process';
import { readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { formatResourceRef } from '@commonhold/plugin-platform-resources-common';
import {
  DesiredResource,
  ProviderTarget,
  resourceIdOf,
} from '@commonhold/plugin-platform-resources-node';
import {
  Trial,
  describeProviderConformance,
} from '@commonhold/plugin-platform-resources-node/conformance';
import {
  PASSWORD,
  TestPrometheus,
  USERNAME,
  freePort,
  missingPrometheus,
} from './__testUtils__/TestPrometheus';
import { AlertingSpec } from './alertingSpec';
import { PrometheusProvider } from './PrometheusProvider';
import { PrometheusServerOptions } from './serverOptions';

const missing = missingPrometheus();
const suite = missing ? describe.skip : describe;

suite(`rules in a real Prometheus${missing ? `: ${missing}` : ''}`, () => {
  let prometheus: TestPrometheus;
  let deadPort: number;
  let count = 0;

  beforeAll(async () => {
    prometheus = await TestPrometheus.start();
    deadPort = await freePort();
  }, 30_000);
  afterAll(() => prometheus.stop());

  function provider(overrides: Partial<PrometheusServerOptions> = {}) {
    return new PrometheusProvider({
      servers: new Map([
        [
          'main',
          {
            ruleDirectory: prometheus.ruleDirectory,
            url: prometheus.url,
            authorization: basic(PASSWORD),
            promtool: 'promtool',
            ...overrides,
          },
        ],
      ]),
    });
  }

  function declare(spec: AlertingSpec): DesiredResource<AlertingSpec> {
    count += 1;
    const address = {
      application: `system:payments/app-${count}`,
      overlay: 'alerting',
      instance: 'alerting',
      leaf: 'prod/eu-west',
    };
    const ref = formatResourceRef(address);
    return {
      target: {
        ...address,
        id: resourceIdOf(ref),
        ref,
        tenant: 'payments',
        component: 'component:platform/alerting',
        providerConfig: { server: 'main' },
      },
      spec,
      tags: { costCenter: 'CC-7' },
    };
  }

  async function fileOf(target: ProviderTarget): Promise<string> {
    const names = await readdir(prometheus.ruleDirectory);
    const name = names.find(each => each.includes(target.id));
    return join(prometheus.ruleDirectory, name ?? 'no-such-file');
  }

  const spec: AlertingSpec = {
    receiver: 'group:payments/checkout',
    runbooks: 'https://git.example.com/runbooks/',
    interval: '30s',
    rules: [
      {
        name: 'ErrorBudgetBurn',
        expr: 'job:slo_errors:ratio_rate1h{job="checkout"} > (14.4 * 0.0005)',
        for: '2m',
        severity: 'page',
        summary: 'Payment sessions fail too often.',
        labels: { team: 'checkout' },
      },
      { name: 'ConsumerLag', expr: 'sum(lag) > 20000', keepFiringFor: '5m' },
    ],
    recordings: [{ record: 'job:up:sum', expr: 'sum by (job) (up)' }],
  };

  describeProviderConformance('prometheus', () => ({
    provider: () => provider(),
    resource: () => {
      const first = declare(spec);
      return {
        first,
        second: {
          ...first,
          spec: {
            ...spec,
            rules: [{ ...spec.rules![0], for: '10m' }, spec.rules![1]],
          },
        },
      };
    },
    drift: async target => {
      const file = await fileOf(target);
      const text = await readFile(file, 'utf8');
      await writeFile(file, text.replace('20000', `${Date.now()}`));
    },
    // The file system counts: a file that was put there again is another one.
    effects: async target => {
      const { ino, ctimeMs } = await stat(await fileOf(target)).catch(() => ({
        ino: 0,
        ctimeMs: 0,
      }));
      return ino + ctimeMs;
    },
    withWrongCredentials: () =>
      provider({ authorization: basic('wrong-tide') }),
    withDeadServer: () => provider({ url: `http://127.0.0.1:${deadPort}` }),
    secrets: [PASSWORD, 'wrong-tide', basic(PASSWORD), basic('wrong-tide')],
  }));

  it('writes files that promtool accepts, and Prometheus evaluates them', async () => {
    const desired = declare(spec);
    const trial = new Trial(provider());
    await trial.converge(desired, desired.target);
    const { stdout } = await promisify(execFile)('promtool', [
      'check',
      'rules',
      await fileOf(desired.target),
    ]);
    expect(stdout).toContain('SUCCESS: 3 rules found');
    const seen = await trial.observe(desired.target);
    expect(seen?.ready).toEqual({
      is: true,
      message: 'Prometheus evaluates the rules',
    });
    expect(seen?.spec).toEqual(spec);
  });

  it('tells a changed threshold, not a changed file', async () => {
    const desired = declare(spec);
    const trial = new Trial(provider());
    const { observed } = await trial.converge(desired, desired.target);
    const [step] = trial.plan(
      {
        ...desired,
        spec: {
          ...spec,
          rules: [spec.rules![0], { ...spec.rules![1], expr: 'sum(lag) > 5' }],
        },
      },
      observed,
    );
    expect(step.changes).toEqual([
      {
        in: 'spec',
        pointer: '/rules/1/expr',
        from: 'sum(lag) > 20000',
        to: 'sum(lag) > 5',
      },
    ]);
  });

  it('does not call comments and formatting drift', async () => {
    const desired = declare(spec);
    const trial = new Trial(provider());
    await trial.converge(desired, desired.target);
    const file = await fileOf(desired.target);
    await writeFile(file, `# a word\n${await readFile(file, 'utf8')}\n\n`);
    expect(
      trial.plan(desired, await trial.observe(desired.target)),
    ).toHaveLength(0);
  });

  it('puts the former rules back if Prometheus refuses new ones', async () => {
    const careless = provider({ promtool: undefined });
    const desired = declare(spec);
    const trial = new Trial(careless);
    const { observed } = await trial.converge(desired, desired.target);
    const wrong = {
      ...desired,
      spec: { rules: [{ name: 'Wrong', expr: 'sum(' }] },
    };
    const [step] = trial.plan(wrong, observed);
    await expect(trial.apply(step, desired.target)).rejects.toMatchObject({
      name: 'PermanentProviderError',
      message: expect.stringContaining('does not load its rules'),
    });
    expect((await trial.observe(desired.target))?.version).toBe(
      observed?.version,
    );
    const other = declare(spec);
    expect((await trial.converge(other, other.target)).steps).toBe(1);
  });

  it('leaves Prometheus alone if promtool refuses the rules', async () => {
    const desired = declare({
      rules: [{ name: 'Wrong', expr: 'rate(up)' }],
    });
    await expect(
      new Trial(provider()).converge(desired, desired.target),
    ).rejects.toMatchObject({
      name: 'PermanentProviderError',
      message: expect.stringContaining('promtool refuses the rules'),
    });
    expect(await fileOf(desired.target)).toContain('no-such-file');
  });

  it('makes whole again a file that somebody broke', async () => {
    const desired = declare(spec);
    const trial = new Trial(provider());
    await trial.converge(desired, desired.target);
    await writeFile(await fileOf(desired.target), 'groups: [');
    const { observed } = await trial.converge(desired, desired.target);
    expect(observed?.spec).toEqual(spec);
  });

  it('shares reloads between changes that come together', async () => {
    const before = await reloads();
    const same = provider();
    await Promise.all(
      Array.from({ length: 20 }, async () => {
        const desired = declare(spec);
        await new Trial(same).converge(desired, desired.target);
      }),
    );
    expect((await reloads()) - before).toBeLessThan(20);
  });

  /** How often Prometheus was told to load its rules, as it counts itself. */
  async function reloads(): Promise<number> {
    const response = await fetch(`${prometheus.url}/metrics`, {
      headers: { authorization: basic(PASSWORD) },
    });
    const counter =
      /prometheus_http_requests_total\{code="200",handler="\/-\/reload"\} (\d+)/;
    return Number(counter.exec(await response.text())?.[1]);
  }

  it('says which servers there are', async () => {
    const { target } = declare(spec);
    await expect(
      provider().observe(
        { ...target, providerConfig: { server: 'none' } },
        new AbortController().signal,
      ),
    ).rejects.toMatchObject({
      name: 'PermanentProviderError',
      nextStep: expect.stringContaining('main'),
    });
  });
});

describe('what is found before anything is planned', () => {
  const provider = new PrometheusProvider({ servers: new Map() });

  it('finds nothing wrong in good rules', () => {
    expect(
      provider.validate({
        interval: '1h30m',
        rules: [{ name: 'A', expr: 'rate(up[5m]) > 0.5', for: '5m' }],
      }),
    ).toEqual([]);
  });

  it.each([
    ['sum(', '/rules/0/expr', /something is missing at the end/],
    ['sum by (a) up up', '/rules/0/expr', /line 1, column \d+, near/],
  ])('%s', (expr, pointer, message) => {
    expect(provider.validate({ rules: [{ name: 'A', expr }] })).toEqual([
      { pointer, message: expect.stringMatching(message) },
    ]);
  });

  it('names, labels and durations', () => {
    expect(
      provider
        .validate({
          interval: '5 minutes',
          rules: [
            { name: 'A', expr: 'up', labels: { 'a/b': 'c' } },
            { name: 'A', expr: 'up' },
          ],
        })
        .map(({ pointer }) => pointer),
    ).toEqual(['/interval', '/rules/0/labels/a~1b', '/rules/1/name']);
  });
});

function basic(password: string): string {
  return `Basic ${Buffer.from(`${USERNAME}:${password}`).toString('base64')}`;
}
