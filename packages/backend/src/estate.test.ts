/**
 * What must stay true of the demo estate in `examples/`.
 *
 * The rules of visibility are written out here once more, on purpose in a few plain lines and not
 * with the code of the product: the estate is what that code is tried on.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import {
  DefaultNamespaceEntityPolicy,
  EntityPolicies,
  FieldFormatEntityPolicy,
  NoForeignRootFieldsEntityPolicy,
  SchemaValidEntityPolicy,
  apiEntityV1alpha1Validator,
  componentEntityV1alpha1Validator,
  domainEntityV1alpha1Validator,
  getCompoundEntityRef,
  groupEntityV1alpha1Validator,
  isApiEntity,
  isGroupEntity,
  isUserEntity,
  parseEntityRef,
  parseLocationRef,
  resourceEntityV1alpha1Validator,
  stringifyEntityRef,
  systemEntityV1alpha1Validator,
  userEntityV1alpha1Validator,
  type Entity,
  type KindValidator,
} from '@backstage/catalog-model';
import { parse, parseAllDocuments } from 'yaml';

const ESTATE = path.resolve(__dirname, '../../../examples');

const VALIDATORS: Record<string, KindValidator> = {
  API: apiEntityV1alpha1Validator,
  Component: componentEntityV1alpha1Validator,
  Domain: domainEntityV1alpha1Validator,
  Group: groupEntityV1alpha1Validator,
  Resource: resourceEntityV1alpha1Validator,
  System: systemEntityV1alpha1Validator,
  User: userEntityV1alpha1Validator,
};

/** Fields of `spec` that hold references, with the kind they default to. */
const REFERENCE_FIELDS: Record<string, string | undefined> = {
  owner: 'Group',
  domain: 'Domain',
  subdomainOf: 'Domain',
  system: 'System',
  subcomponentOf: 'Component',
  providesApis: 'API',
  consumesApis: 'API',
  dependsOn: undefined,
  dependencyOf: undefined,
  parent: 'Group',
  children: 'Group',
  members: 'User',
  memberOf: 'Group',
};

interface Tenant {
  metadata: { name: string; title: string; description: string };
  spec: {
    state: string;
    platform: boolean;
    groups: string[];
    admins: string[];
    namespaces: string[];
    locations: string[];
    entitlements?: { platformComponents?: string[] };
    quotas?: { resources?: Record<string, number> };
  };
}

interface Loaded {
  readonly file: string;
  readonly entity: Entity;
}

function readDocuments(file: string): unknown[] {
  return parseAllDocuments(readFileSync(path.join(ESTATE, file), 'utf8')).map(
    document => {
      if (document.errors.length > 0) {
        throw new Error(`${file}: ${document.errors[0].message}`);
      }
      return document.toJS();
    },
  );
}

const targets: string[] = parse(
  readFileSync(path.join(ESTATE, 'catalog.yaml'), 'utf8'),
).spec.targets;
const loaded = targets.flatMap(file =>
  readDocuments(file).map(
    (entity): Loaded => ({ file, entity: entity as Entity }),
  ),
);
const entities = loaded.map(({ entity }) => entity);
const tenants = readDocuments('tenants.yaml') as Tenant[];

const refOf = (entity: Entity) => stringifyEntityRef(entity);
const byRef = new Map(entities.map(entity => [refOf(entity), entity]));
const ofKind = (kind: string) =>
  entities.filter(entity => entity.kind === kind);
const namespaceOf = (entity: Entity) => getCompoundEntityRef(entity).namespace;
const tenantOf = (entity: Entity) =>
  tenants.find(tenant => tenant.spec.namespaces.includes(namespaceOf(entity)));

/** Every reference in `spec`, as full entity refs. */
function referencesOf(entity: Entity): string[] {
  return Object.entries(REFERENCE_FIELDS).flatMap(([field, defaultKind]) =>
    [entity.spec?.[field] ?? []].flat().map(value =>
      stringifyEntityRef(
        parseEntityRef(String(value), {
          defaultKind,
          defaultNamespace: namespaceOf(entity),
        }),
      ),
    ),
  );
}

/** `everyone`, ids of tenants, or for a private entity the group that owns it. */
function audienceOf(entity: Entity): string[] {
  const { annotations = {} } = entity.metadata;
  const tenant = tenantOf(entity);
  if (!tenant) {
    return ['operators'];
  }
  if (annotations['commonhold.io/visibility'] === 'private') {
    return [String(entity.spec?.owner)];
  }
  if (
    tenant.spec.platform ||
    annotations['commonhold.io/visibility'] === 'shared'
  ) {
    return ['everyone'];
  }
  const others = annotations['commonhold.io/shared-with'] ?? '';
  return [
    tenant.metadata.name,
    ...others
      .split(',')
      .map(other => other.trim())
      .filter(Boolean),
  ];
}

/** May those who wrote `author` name `target`? */
function mayName(author: Entity, target: Entity): boolean {
  const audience = audienceOf(target);
  return (
    audience.includes('everyone') ||
    audience.includes(tenantOf(author)?.metadata.name ?? '') ||
    // Private things are named by private things of the same owner only.
    audienceOf(author).every(reader => audience.includes(reader))
  );
}

/** The groups from `ref` upwards, itself included. */
function groupsUpwards(ref: string): string[] {
  const parent = byRef.get(ref)?.spec?.parent;
  return typeof parent === 'string' ? [ref, ...groupsUpwards(parent)] : [ref];
}

function tenantsOfUser(user: Entity): string[] {
  const groups = [user.spec?.memberOf ?? []]
    .flat()
    .map(String)
    .flatMap(groupsUpwards);
  return tenants
    .filter(tenant => tenant.spec.groups.some(group => groups.includes(group)))
    .map(tenant => tenant.metadata.name);
}

describe('the demo estate', () => {
  describe('is a catalog', () => {
    const policy = EntityPolicies.allOf([
      new SchemaValidEntityPolicy(),
      new DefaultNamespaceEntityPolicy(),
      new NoForeignRootFieldsEntityPolicy(),
      new FieldFormatEntityPolicy(),
    ]);

    it.each(
      loaded.map(({ entity, file }) => [refOf(entity), file, entity] as const),
    )('%s in %s is valid', async (_, __, entity) => {
      await policy.enforce(structuredClone(entity));
      expect(Object.keys(VALIDATORS)).toContain(entity.kind);
      await expect(VALIDATORS[entity.kind].check(entity)).resolves.toBe(true);
    });

    it('names each entity once', () => {
      const refs = entities.map(refOf);
      expect(refs.filter((ref, index) => refs.indexOf(ref) !== index)).toEqual(
        [],
      );
    });

    it('loads every file of the estate', () => {
      const files = readdirSync(ESTATE, { recursive: true, encoding: 'utf8' })
        .filter(file => file.endsWith('.yaml'))
        .filter(file => !['catalog.yaml', 'tenants.yaml'].includes(file))
        .map(file => `./${file.split(path.sep).join('/')}`);
      expect([...targets].sort()).toEqual(files.sort());
    });

    it('refers to nothing that is not there', () => {
      const missing = entities.flatMap(entity =>
        referencesOf(entity)
          .filter(ref => !byRef.has(ref))
          .map(ref => `${refOf(entity)} → ${ref}`),
      );
      expect(missing).toEqual([]);
    });

    it('gives a title and a description to everything', () => {
      const bare = entities.filter(
        ({ metadata }) => !metadata.title || !metadata.description,
      );
      expect(bare.map(refOf)).toEqual([]);
    });

    it('shows nothing from the network in the pictures of people', () => {
      const pictures = entities.filter(
        entity =>
          (isUserEntity(entity) || isGroupEntity(entity)) &&
          entity.spec.profile?.picture,
      );
      expect(pictures.map(refOf)).toEqual([]);
    });

    it('leaves the tenant of an entity to the portal', () => {
      const stamped = entities.filter(entity => 'tenancy' in entity.metadata);
      expect(stamped.map(refOf)).toEqual([]);
    });
  });

  describe('is a company', () => {
    it('has six tenants, one of them the platform', () => {
      expect(tenants.map(tenant => tenant.metadata.name)).toEqual([
        'platform',
        'payments',
        'trading',
        'lending',
        'cards',
        'insights',
      ]);
      expect(
        tenants
          .filter(tenant => tenant.spec.platform)
          .map(t => t.metadata.name),
      ).toEqual(['platform']);
    });

    it('has about sixty people, and Payments is the largest tenant', () => {
      expect(ofKind('User').length).toBeGreaterThanOrEqual(55);
      expect(ofKind('User').length).toBeLessThanOrEqual(65);
      const members = (tenant: string) =>
        ofKind('User').filter(user => tenantsOfUser(user).includes(tenant))
          .length;
      const sizes = tenants.map(tenant => members(tenant.metadata.name));
      expect(Math.max(...sizes)).toBe(members('payments'));
      expect(Math.min(...sizes)).toBe(members('insights'));
    });

    it('has twenty applications, spread unevenly', () => {
      const applications = (tenant: string) =>
        ofKind('System').filter(system => namespaceOf(system) === tenant)
          .length;
      expect(
        ['payments', 'trading', 'lending', 'cards', 'insights'].map(
          applications,
        ),
      ).toEqual([7, 5, 3, 3, 2]);
    });

    it('gives each application at least two components, and APIs and resources to most', () => {
      const parts = (kind: string, system: Entity) =>
        ofKind(kind).filter(part => part.spec?.system === refOf(system)).length;
      const small = ofKind('System').filter(
        system =>
          namespaceOf(system) !== 'platform' && parts('Component', system) < 2,
      );
      expect(small.map(refOf)).toEqual([]);
      expect(ofKind('API').length).toBeGreaterThanOrEqual(30);
      expect(ofKind('Resource').length).toBeGreaterThanOrEqual(40);
    });

    it('declares each tenant’s groups, admins and components', () => {
      for (const { metadata, spec } of tenants) {
        for (const ref of [...spec.groups, ...spec.admins]) {
          expect([...byRef.keys()]).toContain(ref);
        }
        expect(spec.namespaces).toEqual([metadata.name]);
        expect(spec.groups).toEqual([
          `group:${metadata.name}/${metadata.name}`,
        ]);
        for (const component of [
          ...(spec.entitlements?.platformComponents ?? []),
          ...Object.keys(spec.quotas?.resources ?? {}),
        ]) {
          expect([...byRef.keys()]).toContain(
            `component:platform/${component}`,
          );
        }
      }
    });

    it('makes its tenant admins members', () => {
      for (const { metadata, spec } of tenants) {
        for (const admin of spec.admins.filter(ref =>
          ref.startsWith('user:'),
        )) {
          const user = byRef.get(admin);
          expect(user && tenantsOfUser(user)).toContain(metadata.name);
        }
      }
    });

    it.each([
      ['user:default/amelia.hart', 'group:payments/checkout', ['payments']],
      ['user:default/jonas.weber', 'group:payments/payments', ['payments']],
      [
        'user:default/sofia.marin',
        'group:trading/order-management',
        ['trading'],
      ],
      [
        'user:default/priya.raman',
        'group:platform/portal-operators',
        ['platform'],
      ],
      ['user:default/tomas.novak', 'group:platform/messaging', ['platform']],
      ['user:default/ingrid.solberg', 'group:platform/product', ['platform']],
      ['user:default/marcus.bell', 'group:default/internal-audit', []],
      [
        'user:default/elena.rossi',
        'group:insights/data-products',
        ['lending', 'insights'],
      ],
    ])('knows %s, a member of %s', (ref, group, memberships) => {
      const user = byRef.get(ref);
      expect(user?.spec?.memberOf).toContain(group);
      expect(user && tenantsOfUser(user)).toEqual(memberships);
    });

    it('puts everyone but the auditors into a tenant', () => {
      const outside = ofKind('User').filter(
        user => tenantsOfUser(user).length === 0,
      );
      expect(outside.length).toBeGreaterThan(0);
      for (const user of outside) {
        expect(user.spec?.memberOf).toEqual(['group:default/internal-audit']);
      }
    });
  });

  describe('offers platform components', () => {
    const components = ofKind('Component').filter(
      component => component.spec?.type === 'platform-component',
    );

    it('is twelve of them', () => {
      expect(
        components.map(component => component.metadata.name).sort(),
      ).toEqual([
        'alerting',
        'batch-job',
        'document-bucket',
        'global-dns',
        'kafka-topic',
        'key-vault',
        'log-index',
        'namespace-quota',
        'north-star-metrics',
        'postgresql-database',
        'resource-group',
        'virtual-machine',
      ]);
    });

    it('gives each an owner, links and documentation, and shows it to everyone', () => {
      for (const component of components) {
        expect(namespaceOf(component)).toBe('platform');
        expect(groupsUpwards(String(component.spec?.owner))).toContain(
          'group:platform/platform',
        );
        expect(component.metadata.links?.length).toBeGreaterThanOrEqual(2);
        expect(component.metadata.annotations).toHaveProperty([
          'backstage.io/techdocs-ref',
        ]);
        expect(audienceOf(component)).toEqual(['everyone']);
      }
    });

    it('has someone who uses each, except the group that everything is in', () => {
      const unused = components.filter(
        component =>
          !entities.some(
            entity =>
              tenantOf(entity)?.spec.platform === false &&
              referencesOf(entity).includes(refOf(component)),
          ),
      );
      expect(unused.map(refOf)).toEqual(['component:platform/resource-group']);
    });
  });

  describe('keeps its tenants apart', () => {
    it('lets each thing be owned by a group of the tenant whose namespace it is in', () => {
      const foreign = entities
        .filter(entity => typeof entity.spec?.owner === 'string')
        .filter(entity => {
          const owner = String(entity.spec?.owner);
          const roots = tenantOf(entity)?.spec.groups ?? [];
          return (
            byRef.get(owner)?.kind !== 'Group' ||
            !groupsUpwards(owner).some(group => roots.includes(group))
          );
        });
      expect(foreign.map(refOf)).toEqual([]);
    });

    it('names nothing that its author may not see', () => {
      // People and groups are named by those who keep the organisation, not by a tenant.
      const authored = entities.filter(
        entity => !['User', 'Group'].includes(entity.kind),
      );
      const indiscreet = authored.flatMap(entity =>
        referencesOf(entity)
          .map(ref => byRef.get(ref))
          .filter(target => target && !mayName(entity, target))
          .map(target => `${refOf(entity)} → ${target && refOf(target)}`),
      );
      expect(indiscreet).toEqual([]);
    });

    it('has things that are shared with everyone, with some, and kept by one group', () => {
      const apis = (tenant: string, wanted: (audience: string[]) => boolean) =>
        ofKind('API')
          .filter(api => namespaceOf(api) === tenant && wanted(audienceOf(api)))
          .map(api => api.metadata.name);
      const isShared = (audience: string[]) => audience.includes('everyone');
      const isPrivate = (audience: string[]) =>
        audience[0].startsWith('group:');
      const isSharedWith = (tenant: string) => (audience: string[]) =>
        audience.includes(tenant);

      expect(apis('payments', isShared)).toEqual(['payment-initiation-api']);
      expect(apis('trading', isShared)).toEqual([
        'market-prices-api',
        'instrument-api',
      ]);
      expect(apis('payments', isPrivate)).toEqual(['settlement-ledger-api']);
      expect(apis('trading', isPrivate)).toEqual(['matching-control-api']);
      expect(apis('payments', isSharedWith('cards')).sort()).toEqual([
        'fraud-score-api',
        'refund-api',
        'settlement-status-api',
      ]);
      expect(apis('cards', isSharedWith('insights'))).toEqual([
        'card-authorisation-events',
      ]);
    });

    it('shares with tenants that exist', () => {
      const ids = tenants.map(tenant => tenant.metadata.name);
      for (const entity of entities) {
        const others =
          entity.metadata.annotations?.['commonhold.io/shared-with'];
        for (const other of others?.split(',') ?? []) {
          expect(ids).toContain(other.trim());
          expect(other.trim()).not.toBe(namespaceOf(entity));
        }
      }
    });

    it('crosses tenants: every application tenant but Trading consumes what another shares', () => {
      const consumers = ofKind('Component').filter(component =>
        referencesOf(component).some(
          ref =>
            ref.startsWith('api:') &&
            ![namespaceOf(component), 'platform'].includes(
              parseEntityRef(ref).namespace,
            ),
        ),
      );
      expect([...new Set(consumers.map(namespaceOf))].sort()).toEqual([
        'cards',
        'insights',
        'lending',
        'payments',
      ]);
    });

    it.each([
      ['checkout', 'payments'],
      ['orderbook', 'trading'],
      ['underwriting', 'lending'],
      ['chargeback', 'cards'],
      ['cohort', 'insights'],
    ])('says “%s” in %s alone, so that a search can tell', (word, tenant) => {
      const says = loaded
        .filter(({ entity }) =>
          JSON.stringify(entity).toLowerCase().includes(word),
        )
        .map(({ entity }) =>
          isUserEntity(entity) ? tenantsOfUser(entity) : [namespaceOf(entity)],
        );
      expect(says.length).toBeGreaterThan(2);
      expect([...new Set(says.flat())]).toEqual([tenant]);

      const pages = readdirSync(ESTATE, { recursive: true, encoding: 'utf8' })
        .filter(file => file.endsWith('.md') && file !== 'README.md')
        .filter(file =>
          readFileSync(path.join(ESTATE, file), 'utf8')
            .toLowerCase()
            .includes(word),
        );
      expect([...new Set(pages.map(file => file.split(path.sep)[0]))]).toEqual(
        tenant === 'cards' ? [] : [tenant],
      );
    });
  });

  describe('is documented', () => {
    const documented = loaded.filter(
      ({ entity }) =>
        entity.metadata.annotations?.['backstage.io/techdocs-ref'],
    );

    it('covers the platform components and a good part of the applications', () => {
      expect(documented.length).toBeGreaterThanOrEqual(20);
      expect(
        documented.filter(({ entity }) => entity.kind === 'System').length,
      ).toBeGreaterThanOrEqual(10);
    });

    it.each(
      documented.map(
        ({ entity, file }) => [refOf(entity), file, entity] as const,
      ),
    )(
      '%s has the folder it names, with every page of its navigation',
      (_, file, entity) => {
        const { type, target } = parseLocationRef(
          String(entity.metadata.annotations?.['backstage.io/techdocs-ref']),
        );
        expect(type).toBe('dir');
        const folder = path.join(ESTATE, path.dirname(file), target);
        const { nav } = parse(
          readFileSync(path.join(folder, 'mkdocs.yml'), 'utf8'),
        );
        const pages = (nav as Record<string, string>[]).flatMap(Object.values);
        expect(pages).toContain('index.md');
        for (const page of pages) {
          expect([page, existsSync(path.join(folder, 'docs', page))]).toEqual([
            page,
            true,
          ]);
        }
      },
    );
  });

  describe('defines its APIs', () => {
    const apis = entities.filter(isApiEntity);
    const ofType = (type: string) =>
      apis
        .filter(api => api.spec.type === type)
        .map(api => [refOf(api), api.spec.definition] as const);

    it('as OpenAPI, AsyncAPI or gRPC', () => {
      const types = new Set(apis.map(api => api.spec.type));
      expect([...types].sort()).toEqual(['asyncapi', 'grpc', 'openapi']);
    });

    it.each(ofType('openapi'))('%s as OpenAPI', (_, definition) => {
      const document = parse(definition);
      expect(document.openapi).toBe('3.0.3');
      expect(Object.keys(document.paths)).not.toEqual([]);
      expect(missingSchemas(document)).toEqual([]);
    });

    it.each(ofType('asyncapi'))('%s as AsyncAPI', (_, definition) => {
      const document = parse(definition);
      expect(document.asyncapi).toBe('2.6.0');
      expect(Object.keys(document.channels)).not.toEqual([]);
      expect(missingSchemas(document)).toEqual([]);
    });

    it.each(ofType('grpc'))('%s as gRPC', (_, definition) => {
      expect(definition).toMatch(
        /^syntax = "proto3";\n\npackage meridian\.[\s\S]*service \w+ \{\n( {2}rpc \w+\(\w+\) returns \((stream )?\w+\);\n)+\}/,
      );
      const used = [
        ...definition.matchAll(
          /rpc \w+\((\w+)\) returns \((?:stream )?(\w+)\)/g,
        ),
      ].flatMap(([, request, reply]) => [request, reply]);
      for (const message of used) {
        expect(definition).toContain(`message ${message} {`);
      }
    });
  });
});

function missingSchemas(document: {
  components: { schemas: Record<string, unknown> };
}): string[] {
  return [
    ...JSON.stringify(document).matchAll(/"#\/components\/schemas\/(\w+)"/g),
  ]
    .map(([, name]) => name)
    .filter(name => !(name in document.components.schemas));
}
