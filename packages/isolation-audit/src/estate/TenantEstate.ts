import {
  Description,
  EstateEntity,
  describeEntity,
  refOf,
} from './EstateEntity';
import { Words } from './Words';

/** Where deployment repositories are, as applications name them. */
export const DEPLOYMENTS = 'https://git.audit.example/';

export type TenantPlan = {
  /** The prober who is a member, and the series of the words. */
  readonly prober: string;
  readonly id: string;
  readonly words: Words;
  /** Probers of tenants that get things shared by name. */
  readonly sharesWith: readonly { prober: string; id: string }[];
  /** Whether some things are shared with everybody. */
  readonly sharesWithAll: boolean;
  readonly everybody: readonly string[];
};

/** Words of a tenant that are not in the catalog. */
export type TenantTexts = {
  readonly title: string;
  readonly description: string;
  readonly notification: string;
  readonly setting: string;
  readonly settingKey: string;
  readonly settingBucket: string;
  readonly taskValue: string;
  readonly proxied: string;
  readonly event: string;
  readonly docs: string;
  /** In a deployment repository: commits, nodes and values. */
  readonly deployed: string;
  readonly node: string;
  readonly commit: string;
  /** Of a change that is proposed to it. */
  readonly change: string;
  /** On the board, of a request that the tenant keeps to itself. */
  readonly wish: string;
  readonly wishTag: string;
  /** Why a member votes, for requests that others see too. */
  readonly why: string;
  readonly comment: string;
  /** On the board, of a request that everybody sees. */
  readonly openWish: string;
};

/** One tenant: its people, what it owns, and what it shares. */
export type TenantEstate = {
  readonly plan: TenantPlan;
  readonly texts: TenantTexts;
  readonly people: readonly EstateEntity[];
  readonly rootGroup: string;
  readonly team: string;
  readonly admin: string;
  /** Nobody but the tenant may know of these. */
  readonly hidden: readonly EstateEntity[];
  /** These may be seen by others, and name hidden things in their spec. */
  readonly shared: readonly EstateEntity[];
  /** As shared, but found through a hidden Location. */
  readonly nested: readonly EstateEntity[];
  /** Hidden, with documentation in a folder beside it. */
  readonly documented: EstateEntity;
  readonly template: string;
  /** Hidden, in a file that a member registers. */
  readonly registered: EstateEntity;
  /** Hidden, with a deployment repository. */
  readonly application: EstateEntity;
  /** Things to lose: each in a file of its own. */
  readonly victims: readonly EstateEntity[];
};

export function planTenant(plan: TenantPlan): TenantEstate {
  const { id, words, prober } = plan;
  const entity = (kind: string, spec: object, more?: Partial<Description>) =>
    describeEntity(words, { kind, namespace: id, spec: { ...spec }, ...more });
  const profile = (who: string) => ({
    displayName: `Person ${words.word(`name of ${who}`)}`,
    email: `${words.word(`e-mail of ${who}`)}@people.example`,
  });

  const root = entity('Group', { type: 'department', children: [] });
  const team = entity('Group', {
    type: 'team',
    parent: refOf(root),
    children: [],
  });
  const vault = entity('Group', {
    type: 'team',
    parent: refOf(root),
    children: [],
  });
  const user = (name: string | undefined, memberOf: readonly string[]) =>
    entity(
      'User',
      { memberOf, profile: profile(name ?? `somebody of ${id}`) },
      { namespace: 'default', name },
    );
  const member = user(prober, [refOf(team)]);
  const admin = user(undefined, [refOf(root)]);
  const keeper = user(undefined, [refOf(vault)]);

  const owner = refOf(team);
  const domain = entity('Domain', { owner });
  const system = entity(
    'System',
    { owner, domain: refOf(domain) },
    {
      annotations: {
        'commonhold.io/deployment-repository': `${DEPLOYMENTS}${id}/deployment.git`,
      },
    },
  );
  const resource = entity('Resource', {
    type: 'database',
    owner,
    system: refOf(system),
  });
  const api = entity('API', {
    type: 'openapi',
    lifecycle: 'production',
    owner,
    system: refOf(system),
    definition: `openapi: 3.0.0 # ${words.word(
      `definition of an API of ${id}`,
    )}`,
  });
  const service = {
    type: 'service',
    lifecycle: 'production',
    owner,
    system: refOf(system),
  };
  const component = entity(
    'Component',
    {
      ...service,
      providesApis: [refOf(api)],
      consumesApis: ['api:platform/bus-api'],
      dependsOn: [refOf(resource), 'component:platform/bus'],
    },
    {
      annotations: {
        'backstage.io/kubernetes-id': words.word(`workload of ${id}`),
      },
    },
  );
  const secretive = entity(
    'Component',
    { type: 'service', lifecycle: 'experimental', owner: refOf(vault) },
    {
      visibleTo: [],
      annotations: { 'commonhold.io/visibility': 'private' },
    },
  );
  const documented = entity(
    'Component',
    { ...service },
    { annotations: { 'backstage.io/techdocs-ref': 'dir:./docs' } },
  );
  const template = entity(
    'Template',
    {
      type: 'service',
      owner,
      parameters: [
        {
          title: `Step ${words.word(`parameter page of a template of ${id}`)}`,
          properties: {
            note: {
              type: 'string',
              description: words.word(`parameter of a template of ${id}`),
            },
          },
        },
      ],
      steps: [
        {
          id: 'say',
          name: `Say ${words.word(`step of a template of ${id}`)}`,
          action: 'debug:log',
          // eslint-disable-next-line no-template-curly-in-string
          input: { message: '${{ parameters.note }}' },
        },
      ],
    },
    { apiVersion: 'scaffolder.backstage.io/v1beta3' },
  );

  // What is shared names what is not: everything of its tenant's, as real ones do.
  const naming = {
    ...service,
    subcomponentOf: refOf(component),
    providesApis: [refOf(api)],
    dependsOn: [refOf(resource)],
  };
  const shared = [
    ...(plan.sharesWithAll
      ? [
          entity('Component', naming, {
            name: `open-${id}`,
            visibleTo: plan.everybody,
            annotations: { 'commonhold.io/visibility': 'shared' },
          }),
        ]
      : []),
    ...plan.sharesWith.map(other =>
      entity('Component', naming, {
        name: `for-${other.id}`,
        visibleTo: [prober, other.prober],
        annotations: { 'commonhold.io/shared-with': other.id },
      }),
    ),
  ];
  const nested = plan.sharesWithAll
    ? [
        entity('Component', naming, {
          name: `nested-${id}`,
          visibleTo: plan.everybody,
          annotations: { 'commonhold.io/visibility': 'shared' },
        }),
      ]
    : [];

  return {
    plan,
    people: [root, team, vault, member, admin, keeper],
    rootGroup: refOf(root),
    team: refOf(team),
    admin: refOf(admin),
    hidden: [domain, system, resource, api, component, secretive, template],
    shared,
    nested,
    documented,
    template: refOf(template),
    application: system,
    registered: entity('Component', service),
    victims: [1, 2, 3].map(() => entity('Component', service)),
    texts: {
      title: words.word(`title of tenant ${id}`),
      description: words.word(`description of tenant ${id}`),
      notification: words.word(`notification of ${id}`),
      setting: words.word(`user setting of ${id}`),
      settingKey: words.word(`key of a user setting of ${id}`),
      settingBucket: words.word(`bucket of user settings of ${id}`),
      taskValue: words.word(`value of a scaffolder task of ${id}`),
      proxied: words.word(`what a proxied service of ${id} answers`),
      event: words.word(`event of ${id}`),
      docs: words.word(`documentation of ${id}`),
      deployed: words.word(`value in a deployment repository of ${id}`),
      node: words.word(`node of a deployment of ${id}`),
      commit: words.word(`commit to a deployment repository of ${id}`),
      change: words.word(`change of a deployment of ${id}`),
      wish: words.word(`feature request of ${id}`),
      wishTag: words.word(`tag of a feature request of ${id}`),
      why: words.word(`why ${id} votes`),
      comment: words.word(`comment on a feature request of ${id}`),
      openWish: words.word(`shared feature request of ${id}`, plan.everybody),
    },
  };
}
