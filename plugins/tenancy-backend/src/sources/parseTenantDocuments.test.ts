import { parseTenantDocuments } from './parseTenantDocuments';
import { TenantSourceError } from './TenantSourceError';

const tenant = (name: string, spec: string) =>
  `apiVersion: commonhold.io/v1alpha1
kind: Tenant
metadata: { name: ${name} }
spec:
${spec}
`;

function failure(text: string): TenantSourceError {
  try {
    parseTenantDocuments(text);
  } catch (error) {
    if (error instanceof TenantSourceError) {
      return error;
    }
    throw error;
  }
  throw new Error('It was accepted');
}

describe('a source of tenants', () => {
  it('declares one tenant a document, with sensible defaults', () => {
    const { declarations } = parseTenantDocuments(
      `# Tenants of the company
---
${tenant('payments', '  groups: [Payments/Payments]\n  admins: [user:paul]')}
---
${tenant(
  'trading',
  '  groups: [group:trading/trading]\n  state: suspended\n  quotas: { resources: { kafka-topic: 4 } }',
)}
---
`,
    );
    expect(declarations).toEqual([
      {
        id: 'payments',
        title: 'payments',
        description: '',
        state: 'active',
        class: 'internal',
        platform: false,
        groups: ['group:payments/payments'],
        admins: ['user:default/paul'],
        namespaces: [],
        locations: [],
        signIn: { providers: [] },
        entitlements: { plugins: null, platformComponents: null },
        quotas: {
          requestsPerMinute: null,
          concurrentOperations: null,
          resources: {},
        },
      },
      expect.objectContaining({
        id: 'trading',
        state: 'suspended',
        quotas: {
          requestsPerMinute: null,
          concurrentOperations: null,
          resources: { 'kafka-topic': 4 },
        },
      }),
    ]);
  });

  it.each([
    ['nothing', '', /declares no tenant/, undefined],
    ['comments alone', '# none\n', /declares no tenant/, undefined],
    ['no YAML', 'a: [1', /Not valid YAML/, { line: 1 }],
    ['a key twice', 'kind: Tenant\nkind: Tenant\n', /unique/, { line: 2 }],
    ['a list', '- payments\n', /Not a tenant/, { line: 1 }],
    [
      'another kind',
      'apiVersion: commonhold.io/v1alpha1\nkind: Group\nmetadata: { name: a }\nspec: { groups: [a] }\n',
      /kind/,
      { line: 2 },
    ],
    [
      'an external platform',
      tenant('nordlys', '  groups: [a]\n  platform: true\n  class: external'),
      /"nordlys" is external and a platform/,
      { line: 7 },
    ],
    [
      'a class of its own',
      tenant('nordlys', '  groups: [a]\n  class: foreign'),
      /spec\.class/,
      { line: 6 },
    ],
    [
      'what is no provider',
      tenant('nordlys', '  groups: [a]\n  signIn: { providers: [a/b] }'),
      /id of a sign-in provider/,
      { line: 6 },
    ],
    [
      'no groups',
      tenant('payments', '  groups: []'),
      /spec\.groups/,
      { line: 5 },
    ],
    [
      'an id that is no slug',
      tenant('Payments', '  groups: [a]'),
      /metadata\.name: must be a slug/,
      { line: 3 },
    ],
    [
      'an unknown state',
      tenant('payments', '  groups: [a]\n  state: paused'),
      /spec\.state/,
      { line: 6 },
    ],
    [
      'a misspelt key',
      tenant('payments', '  groups: [a]\n  namespace: payments'),
      /namespace/,
      { line: 5 },
    ],
    [
      'a group that is no ref',
      tenant('payments', '  groups: ["/"]'),
      /not an entity ref/,
      { line: 5 },
    ],
    [
      'a component as a group',
      tenant('payments', '  groups: [component:default/a]'),
      /is not a group/,
      { line: 5 },
    ],
    [
      'a location that is no URL',
      tenant('payments', '  groups: [a]\n  locations: [git.example/payments]'),
      /spec\.locations\.0/,
      { line: 6 },
    ],
    [
      'a tenant twice',
      `${tenant('payments', '  groups: [a]')}---\n${tenant(
        'payments',
        '  groups: [b]',
      )}`,
      /"payments" is declared twice/,
      { line: 9 },
    ],
    [
      'a namespace in two tenants',
      `${tenant('payments', '  groups: [a]\n  namespaces: [x]')}---\n${tenant(
        'trading',
        '  groups: [b]\n  namespaces: [y, x]',
      )}`,
      /namespace x is in two tenants, "payments" and "trading"/,
      { line: 13, column: 19 },
    ],
    [
      'a group twice in one tenant, written in two ways',
      tenant('payments', '  groups: [a, "group:default/A"]'),
      /"payments" names the group group:default\/a twice/,
      { line: 5 },
    ],
  ])('is refused with %s, at its place', (_, text, because, position) => {
    const error = failure(text);
    expect(error.message).toMatch(because);
    expect({ ...error.position }).toMatchObject({ ...position });
  });

  it('does not blow up on aliases of aliases', () => {
    const levels = Array.from(
      { length: 12 },
      (_, i) => `l${i + 1}: &l${i + 1} [${Array(10).fill(`*l${i}`).join(',')}]`,
    );
    expect(failure(`l0: &l0 [x]\n${levels.join('\n')}\n`).message).toMatch(
      /Not valid YAML/,
    );
  });
});
