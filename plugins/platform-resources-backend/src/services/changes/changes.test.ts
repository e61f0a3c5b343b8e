import { TestDatabaseId, TestDatabases } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { CHECKOUT, ChangesBench } from '../../__testUtils__/ChangesBench';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const migrations = { directory: `${__dirname}/../../../migrations` };

const JAR = component('jar', {
  overlay: 'jar',
  provider: 'memory',
  instances: '/jars',
  schema: {
    type: 'object',
    properties: {
      jars: {
        type: 'array',
        'x-merge': { keys: ['name'] },
        items: {
          type: 'object',
          properties: {
            name: { type: 'string' },
            size: { type: 'integer', minimum: 1, default: 1 },
          },
          required: ['name'],
        },
      },
    },
  },
  tags: { costCenter: 'required' },
  approval: { when: 'destructive', by: 'owner' },
  quota: { default: 4 },
  cost: '10 + 2 * spec.size',
  actions: [
    {
      id: 'grow',
      title: 'Grow',
      edit: {
        schema: {
          type: 'object',
          properties: { size: { type: 'integer', minimum: 1 } },
          required: ['size'],
        },
        patch: [{ op: 'add', path: '/size', value: '%size%' }],
      },
    },
  ],
});

const LIMITS = {
  platform: false,
  state: 'active',
  locations: ['https://git.example/payments/'],
  entitlements: { plugins: null, platformComponents: null },
  quotas: {
    requestsPerMinute: null,
    concurrentOperations: null,
    resources: {},
  },
};

const FIRST = {
  'deployment.yaml': `
apiVersion: commonhold.io/v1alpha1
kind: Deployment
application: ${CHECKOUT}
levels: [environment]
`,
  'topology/node.yaml': 'vars: { costCenter: CC-1 }\n',
  'topology/test/node.yaml': '{}\n',
  'topology/prod/node.yaml': 'protected: true\n',
  'topology/jar.yaml': `# What every environment has.
jars:
  - name: plum
    size: 2 # litres
`,
};

const grow = (size: number) => ({
  file: 'topology/test/jar.yaml',
  content: `jars:\n  - name: plum\n    size: ${size}\n`,
});

describe.each(databases.eachSupportedId())('changes on %s', databaseId => {
  let bench: ChangesBench;

  beforeEach(async () => {
    const knex = await databases.init(databaseId as TestDatabaseId);
    await knex.migrate.latest(migrations);
    bench = await ChangesBench.start(knex, {
      components: [JAR],
      people: {
        amelia: { tenant: 'payments', groups: ['group:payments/team'] },
        jonas: { tenant: 'payments', groups: ['group:payments/team'] },
        tomas: { tenant: 'platform', groups: ['group:platform/jars'] },
      },
      tenants: {
        payments: LIMITS,
        trading: { ...LIMITS, locations: ['https://git.example/trading/'] },
        platform: { ...LIMITS, platform: true },
      },
    });
  });

  afterEach(async () => {
    await bench.stop();
  });

  const service = () => bench.changes.service;

  const propose = async (
    who: string,
    title: string,
    ...edits: Parameters<
      ChangesBench['changes']['service']['create']
    >[1]['edits'][number][]
  ) =>
    service().create(CHECKOUT, { title, edits }, {}, await bench.person(who));

  const settled = async () => {
    const id = await bench.newest();
    await bench.until(id, 'applied');
    return id;
  };

  it('go from a push to an effect, and from another push to the next', async () => {
    await bench.push(FIRST, 'Two jars');
    const first = await settled();
    expect(bench.things()).toEqual({
      'jar/plum@prod': { name: 'plum', size: 2 },
      'jar/plum@test': { name: 'plum', size: 2 },
    });
    await expect(service().get(first, {})).resolves.toMatchObject({
      source: 'push',
      title: 'Two jars',
      author: 'Amelia Hart <amelia.hart@meridian.example>',
      steps: 2,
      costBefore: null,
      costAfter: 28,
      plan: [
        { action: 'create', leaf: 'prod', instance: 'plum', costAfter: 14 },
        { action: 'create', leaf: 'test' },
      ],
    });

    await bench.push({ [grow(5).file]: grow(5).content }, 'More in test');
    await settled();
    expect(bench.things()).toMatchObject({
      'jar/plum@prod': { size: 2 },
      'jar/plum@test': { size: 5 },
    });
  });

  it('of a commit with errors leave alone what the errors touch', async () => {
    await bench.push(FIRST);
    await settled();
    await bench.push({
      'topology/test/jar.yaml': 'jars:\n  - name: plum\n    size: lots\n',
      'topology/prod/jar.yaml': 'jars:\n  - name: plum\n    size: 3\n',
    });
    const id = await bench.newest();
    await bench.until(id, 'awaiting-approval');
    const application = await bench.applications.service.get(CHECKOUT, {});
    expect(application).toMatchObject({
      errors: 1,
      repository: { state: 'invalid' },
    });
    await expect(
      bench.applications.service.findings(CHECKOUT, undefined, {}),
    ).resolves.toMatchObject([
      { code: 'SCHEMA', file: 'topology/test/jar.yaml', line: 3 },
    ]);
    // prod is protected: somebody else of the team has to agree.
    await service().decide(id, 'approved', '', {}, await bench.person('jonas'));
    await bench.until(id, 'applied');
    expect(bench.things()).toMatchObject({
      'jar/plum@prod': { size: 3 },
      'jar/plum@test': { size: 2 },
    });
  });

  it('are proposed with a plan, merged and applied, with the user as author', async () => {
    await bench.push(FIRST);
    await settled();
    const before = await bench.repository.head();
    const id = await propose('amelia', 'Raise the jar', grow(3));
    await expect(service().get(id, {})).resolves.toMatchObject({
      state: 'planned',
      source: 'portal',
      author: 'user:default/amelia',
      baseCommit: before,
      affected: [
        {
          leaf: 'test',
          component: 'jar',
          changes: [{ pointer: '/jars/0/size', before: 2, after: 3 }],
        },
      ],
      plan: [
        {
          action: 'update',
          risk: 'medium',
          destructive: false,
          costBefore: 14,
          costAfter: 16,
        },
      ],
      approvals: [],
      problems: [],
    });
    expect(await bench.repository.head()).toBe(before);

    await service().merge(id, {}, await bench.person('amelia'));
    await bench.until(id, 'applied');
    expect(bench.things()).toMatchObject({ 'jar/plum@test': { size: 3 } });
    expect(
      await bench.repository.git('ls-remote', bench.repository.bare),
    ).not.toContain('commonhold/');
    const application = await bench.applications.service.get(CHECKOUT, {});
    expect(application).toMatchObject({
      appliedCommit: await bench.repository.head(),
      head: {
        title: 'Raise the jar',
        author: { name: 'amelia', email: 'amelia@example.com' },
      },
    });
    // One commit is one change, whoever brought it.
    expect((await bench.changes.store.page({ limit: 10 })).totalItems).toBe(2);
  });

  it('that destroy wait for the owner of the component, never for their author', async () => {
    await bench.push(FIRST);
    await settled();
    const id = await propose('amelia', 'No jars in test', {
      file: 'topology/test/jar.yaml',
      content: '$delete: true\n',
    });
    await expect(service().get(id, {})).resolves.toMatchObject({
      state: 'awaiting-approval',
      destructive: 1,
      plan: [{ action: 'delete', destructive: true, risk: 'high' }],
      approvals: [{ party: 'group:platform/jars', approvedBy: null }],
    });
    const audience = (await bench.changes.store.find(id))?.audience;
    expect(audience).toEqual(
      expect.arrayContaining(['tenant:payments', 'group:platform/jars']),
    );
    await expect(
      service().merge(id, {}, await bench.person('amelia')),
    ).rejects.toThrow('waits for approvals');
    await expect(
      service().decide(id, 'approved', '', {}, await bench.person('amelia')),
    ).rejects.toThrow('Nobody approves their own change');
    await expect(
      service().decide(id, 'approved', '', {}, await bench.person('jonas')),
    ).rejects.toThrow('not among those who are asked');

    const owner = await bench.person('tomas');
    const inbox = await service().list(
      { limit: 10, awaitingMe: true },
      {},
      owner,
    );
    expect(inbox.items.map(item => item.id)).toEqual([id]);
    await service().decide(id, 'approved', 'Fine', {}, owner);
    await service().merge(id, {}, await bench.person('amelia'));
    await bench.until(id, 'applied');
    expect(Object.keys(bench.things())).toEqual(['jar/plum@prod']);
    await expect(
      bench.operations.resources.page({ limit: 10 }),
    ).resolves.toMatchObject({ items: [{ leaf: 'prod' }] });
  });

  it('of protected nodes wait for somebody else of the team', async () => {
    await bench.push(FIRST);
    await settled();
    const id = await propose('amelia', 'More in production', {
      file: 'topology/prod/jar.yaml',
      content: 'jars:\n  - name: plum\n    size: 7\n',
    });
    await expect(bench.changes.store.approvals(id)).resolves.toEqual([
      {
        party: 'group:payments/team',
        reasons: ['prod is protected'],
        approvedBy: null,
      },
    ]);
    await service().decide(
      id,
      'rejected',
      'Not before Friday',
      {},
      await bench.person('jonas'),
    );
    await expect(service().get(id, {})).resolves.toMatchObject({
      state: 'rejected',
      stateReason: 'Not before Friday',
    });
  });

  it('are planned anew on what others pushed, and approvals hold while the plan is the same', async () => {
    await bench.push(FIRST);
    await settled();
    const id = await propose('amelia', 'No jars in test', {
      file: 'topology/test/jar.yaml',
      content: '$delete: true\n',
    });
    const owner = await bench.person('tomas');
    await service().decide(id, 'approved', '', {}, owner);
    await bench.push({ 'README.md': 'Nothing that matters' });
    await bench.until(id, 'planned');

    // Somebody changes by hand what the plan was made of.
    for (const thing of bench.operations.provider.things.values()) {
      thing.spec = { ...thing.spec, size: 99 };
    }
    await expect(
      service().merge(id, {}, await bench.person('amelia')),
    ).rejects.toThrow('planned anew');
    await expect(service().get(id, {})).resolves.toMatchObject({
      state: 'awaiting-approval',
      decisions: [{ actor: 'user:default/tomas', fallen: true }],
    });
  });

  it('that touch the same lines as others say so instead of guessing', async () => {
    await bench.push({ ...FIRST, [grow(2).file]: grow(2).content });
    await settled();
    const id = await propose('amelia', 'Three', grow(3));
    await bench.push({ [grow(4).file]: grow(4).content });
    await bench.until(id, 'stale');
    await expect(service().get(id, {})).resolves.toMatchObject({
      stateReason: expect.stringContaining('topology/test/jar.yaml'),
    });
  });

  it('are taken back by a change that reverts exactly what they did', async () => {
    await bench.push(FIRST);
    await settled();
    const id = await propose('amelia', 'Three', grow(3));
    await service().merge(id, {}, await bench.person('amelia'));
    await bench.until(id, 'applied');
    await bench.push({ 'topology/test/node.yaml': 'labels: { a: b }\n' });
    await settled();

    const back = await service().rollBack(
      id,
      'It was too much',
      {},
      {},
      await bench.person('jonas'),
    );
    await bench.until(back, 'awaiting-approval', 'planned');
    const change = await service().get(back, {});
    expect(change).toMatchObject({
      title: 'Roll back: Three',
      source: 'rollback',
      revertOf: id,
    });
    expect(change.plan).toMatchObject([{ changes: [{ before: 3, after: 2 }] }]);
    await service().merge(back, {}, await bench.person('jonas'));
    await bench.until(back, 'applied');
    expect(bench.things()).toMatchObject({ 'jar/plum@test': { size: 2 } });
    await expect(
      bench.repository.show('main', 'topology/test/node.yaml'),
    ).resolves.toContain('a: b');
  });

  it('beyond a quota, without a tag or against the schema are not merged', async () => {
    await bench.push(FIRST);
    await settled();
    const many = await propose('amelia', 'Many', {
      file: 'topology/test/jar.yaml',
      content: `jars: [${[1, 2, 3].map(i => `{ name: jar-${i} }`)}]\n`,
    });
    await expect(service().get(many, {})).resolves.toMatchObject({
      problems: [
        { code: 'QUOTA', message: expect.stringContaining('5 resources') },
      ],
    });
    await expect(
      service().merge(many, {}, await bench.person('amelia')),
    ).rejects.toThrow('The plan is blocked');

    const preview = await service().preview(
      CHECKOUT,
      {
        edits: [
          { file: 'topology/node.yaml', content: null },
          grow(4),
          { file: 'topology/test/node.yaml', content: 'vars: { x: 1 }\n' },
        ],
      },
      {},
    );
    expect(preview.problems).toMatchObject([
      { code: 'TAG_MISSING', leaf: 'prod' },
      { code: 'TAG_MISSING', leaf: 'test' },
    ]);
    expect(preview.diff).toContain('-vars: { costCenter: CC-1 }');
    await expect(
      service().preview(CHECKOUT, { edits: [grow(0)] }, {}),
    ).resolves.toMatchObject({
      problems: [{ code: 'INVALID', leaf: 'test' }],
      findings: [{ code: 'SCHEMA', line: 3 }],
    });
  });

  it('edit single values and keep comments', async () => {
    await bench.push(FIRST);
    await settled();
    const id = await propose('amelia', 'Six', {
      file: 'topology/jar.yaml',
      patch: [
        { op: 'replace', path: '/jars/0/size', value: 6 },
        { op: 'add', path: '/jars/-', value: { name: 'fig' } },
      ],
    });
    const { commit } = await service().get(id, {});
    await expect(bench.repository.show(commit, 'topology/jar.yaml')).resolves
      .toBe(`# What every environment has.
jars:
  - name: plum
    size: 6 # litres
  - name: fig
`);
  });

  it('edit an instance at a node, wherever it is configured', async () => {
    await bench.push(FIRST);
    await settled();
    const id = await propose(
      'amelia',
      'Grow, and add another',
      {
        action: {
          node: 'test',
          component: 'jar',
          instance: 'plum',
          id: 'grow',
          input: { size: 8 },
        },
      },
      {
        overlay: {
          node: 'test',
          component: 'jar',
          instance: 'fig',
          patch: [{ op: 'add', path: '/size', value: 3 }],
        },
      },
      {
        overlay: {
          node: 'prod',
          component: 'jar',
          instance: 'plum',
          patch: [{ op: 'remove', path: '' }],
        },
      },
    );
    const { commit, plan } = await service().get(id, {});
    await expect(bench.repository.show(commit, 'topology/test/jar.yaml'))
      .resolves.toBe(`jars:
  - name: plum
    size: 8
  - name: fig
    size: 3
`);
    expect(
      plan.map(({ leaf, instance, action }) => [leaf, instance, action]),
    ).toEqual([
      ['test', 'plum', 'update'],
      ['test', 'fig', 'create'],
      ['prod', 'plum', 'delete'],
    ]);
    await expect(
      propose('amelia', 'Too small', {
        action: {
          node: 'test',
          component: 'jar',
          instance: 'plum',
          id: 'grow',
          input: { size: 0 },
        },
      }),
    ).rejects.toThrow('Grow: the answer/size must be >= 1');
  });

  it.each([
    '../outside.yaml',
    '.git/config',
    'topology/../../etc/passwd.yaml',
    'topology/Prod/jar.yaml',
    'README.md',
    '-rf',
  ])('cannot write %s', async file => {
    await bench.push(FIRST);
    await expect(
      propose('amelia', 'Trick', { file, content: 'a: 1\n' }),
    ).rejects.toThrow('cannot be edited here');
  });

  it('are resolved once, whichever replica is first', async () => {
    await bench.push(FIRST);
    await settled();
    const resolved: number[] = [];
    const replicas = [1, 2, 3].map(() =>
      bench.newReplica(ms => resolved.push(ms)),
    );
    await bench.repository.push({
      'topology/test/node.yaml': 'vars: { a: 1 }\n',
    });
    await bench.applications.store.makeDue(
      { ref: CHECKOUT },
      new Date().toISOString(),
    );
    await Promise.all(replicas.map(replica => replica.run()));
    expect(resolved).toHaveLength(1);
  });

  it("never read a repository that is another tenant's", async () => {
    await bench.push(FIRST);
    await settled();
    const thief = await bench.applications.service.get(
      'system:trading/thief',
      {},
    );
    expect(thief).toMatchObject({
      repository: {
        state: 'refused',
        problem: expect.stringContaining('not below the locations'),
      },
      head: null,
    });
  });

  it('of a repository that names another application do nothing', async () => {
    await bench.push({
      ...FIRST,
      'deployment.yaml': FIRST['deployment.yaml'].replace(
        'checkout',
        'refunds',
      ),
    });
    await expect(
      bench.applications.service.findings(CHECKOUT, undefined, {}),
    ).resolves.toMatchObject([{ code: 'APPLICATION' }]);
    expect((await bench.changes.store.page({ limit: 10 })).totalItems).toBe(0);
  });
});

function component(name: string, platform: object): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      namespace: 'platform',
      title: name,
      tenancy: { tenant: 'platform', audience: ['everyone'] },
    },
    spec: {
      type: 'platform-component',
      owner: `group:platform/${name}s`,
      platform: platform as never,
    },
  };
}
