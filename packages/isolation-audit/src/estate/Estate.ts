import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Secrets } from '../secrets/Secrets';
import { EstateEntity, describeEntity, refOf, yamlOf } from './EstateEntity';
import { DEPLOYMENTS, TenantEstate, planTenant } from './TenantEstate';
import { Words } from './Words';

/** Members of one tenant each, named after it. The third tenant shares nothing, its name neither. */
export const probers = ['amber', 'cobalt', 'jade'] as const;

/**
 * A company made to be looked at: three tenants and a platform, whose every text
 * is a word that occurs nowhere else.
 */
export class Estate {
  readonly secrets = new Secrets();
  readonly tenants: readonly TenantEstate[];
  /** Ids of requests on the board that everybody sees. */
  readonly openRequests: string[] = [];
  /** What belongs to those who run the portal. */
  readonly operators = new Words(this.secrets, 'operators');
  private readonly platform: readonly EstateEntity[];
  private readonly both: EstateEntity;

  constructor() {
    const [amber, cobalt, jade] = probers.map(
      prober => new Words(this.secrets, prober),
    );
    const shared = { sharesWithAll: true, everybody: probers };
    this.tenants = [
      planTenant({
        ...shared,
        prober: 'amber',
        id: 'amber',
        words: amber,
        sharesWith: [{ prober: 'cobalt', id: 'cobalt' }],
      }),
      planTenant({
        ...shared,
        prober: 'cobalt',
        id: 'cobalt',
        words: cobalt,
        sharesWith: [{ prober: 'amber', id: 'amber' }],
      }),
      planTenant({
        prober: 'jade',
        id: jade.word('id of the tenant that shares nothing'),
        words: jade,
        sharesWith: [],
        sharesWithAll: false,
        everybody: probers,
      }),
    ];
    // Somebody in two tenants is seen by both, but not with the other's groups.
    this.both = describeEntity(amber, {
      kind: 'User',
      namespace: 'default',
      visibleTo: ['amber', 'cobalt'],
      spec: { memberOf: this.tenants.slice(0, 2).map(({ team }) => team) },
    });
    this.platform = planPlatform(this.operators);
  }

  tenantOf(prober: string): TenantEstate {
    const tenant = this.tenants.find(({ plan }) => plan.prober === prober);
    if (!tenant) {
      throw new Error(`${prober} is of no tenant`);
    }
    return tenant;
  }

  /** All people and groups. @param without - a prober who is in no group any more */
  organisation(without?: string): string {
    return yamlOf(
      [
        ...this.platform,
        this.both,
        ...this.tenants.flatMap(({ people }) => people),
      ].map(entity =>
        entity.kind === 'User' && entity.metadata.name === without
          ? { ...entity, spec: { ...entity.spec, memberOf: [] } }
          : entity,
      ),
    );
  }

  /** @param suspended - a prober whose tenant is suspended */
  tenantsYaml(repositories: string, suspended?: string): string {
    const declare = (id: string, metadata: object, spec: object) =>
      JSON.stringify({
        apiVersion: 'commonhold.io/v1alpha1',
        kind: 'Tenant',
        metadata: { name: id, ...metadata },
        spec: {
          namespaces: [id],
          locations: [`${repositories}/${id}/`, `${DEPLOYMENTS}${id}/`],
          ...spec,
        },
      });
    return [
      declare(
        'platform',
        { title: 'Platform' },
        { platform: true, groups: ['group:platform/operators'] },
      ),
      ...this.tenants.map(({ plan, texts, rootGroup, admin }) =>
        declare(
          plan.id,
          { title: texts.title, description: texts.description },
          {
            state: plan.prober === suspended ? 'suspended' : 'active',
            groups: [rootGroup],
            admins: [admin],
          },
        ),
      ),
    ].join('\n---\n');
  }

  /** Files of the tenants' repositories, by path; those to register, and the others. */
  repositories(): {
    registered: Map<string, string>;
    linked: Map<string, string>;
  } {
    const registered = new Map<string, string>();
    const linked = new Map<string, string>();
    for (const { plan, ...tenant } of this.tenants) {
      const word = (what: string) => plan.words.word(what);
      registered.set(
        `/${plan.id}/${word(`repository file of ${plan.id}`)}.yaml`,
        yamlOf(tenant.hidden),
      );
      if (tenant.shared.length > 0) {
        registered.set(`/${plan.id}/open.yaml`, yamlOf(tenant.shared));
      }
      if (tenant.nested.length > 0) {
        linked.set(`/${plan.id}/nested.yaml`, yamlOf(tenant.nested));
        const root = describeEntity(plan.words, {
          kind: 'Location',
          namespace: plan.id,
          spec: { type: 'url', targets: ['./nested.yaml'] },
        });
        registered.set(`/${plan.id}/root.yaml`, yamlOf([root]));
      }
      for (const victim of tenant.victims) {
        registered.set(
          `/${plan.id}/${word(`repository file of ${plan.id}`)}.yaml`,
          yamlOf([victim]),
        );
      }
    }
    return { registered, linked };
  }

  /** Writes the folders of documentation; returns the catalog file of each. */
  async writeDocumentation(folder: string): Promise<string[]> {
    return Promise.all(
      this.tenants.map(async ({ plan, documented, texts }) => {
        const place = path.join(folder, plan.prober);
        const page = (title: string) =>
          `# ${title}\n\nHow ${texts.docs} works, and why.\n`;
        await mkdir(path.join(place, 'docs/docs'), { recursive: true });
        await Promise.all(
          Object.entries({
            'catalog-info.yaml': yamlOf([documented]),
            'docs/mkdocs.yml': `site_name: Docs ${texts.docs}\nnav:\n  - Home: index.md\n  - ${texts.docs}: ${texts.docs}.md\n`,
            'docs/docs/index.md': page(`Start ${texts.docs}`),
            [`docs/docs/${texts.docs}.md`]: page(`More ${texts.docs}`),
          }).map(([file, text]) => writeFile(path.join(place, file), text)),
        );
        return path.join(place, 'catalog-info.yaml');
      }),
    );
  }

  /** Every entity that the catalog has once it has read the estate. */
  get refs(): readonly string[] {
    return [
      ...this.platform,
      this.both,
      ...this.tenants.flatMap(tenant => [
        ...tenant.people,
        ...tenant.hidden,
        ...tenant.shared,
        ...tenant.nested,
        ...tenant.victims,
        tenant.documented,
      ]),
    ].map(refOf);
  }
}

/** Plain words: what the platform owns is everybody's to see. */
function planPlatform(words: Words): EstateEntity[] {
  const plain = (
    kind: string,
    namespace: string,
    name: string,
    spec: Record<string, unknown>,
  ): EstateEntity => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, namespace },
    spec,
  });
  const owner = 'group:platform/operators';
  const offered = { lifecycle: 'production', owner };
  return [
    plain('Group', 'platform', 'operators', { type: 'team', children: [] }),
    plain('Group', 'default', 'auditors', { type: 'team', children: [] }),
    plain('User', 'default', 'olga', { memberOf: [owner] }),
    plain('Component', 'platform', 'bus', { ...offered, type: 'service' }),
    plain('API', 'platform', 'bus-api', {
      ...offered,
      type: 'asyncapi',
      definition: 'asyncapi: 3.0.0',
    }),
    // Of no tenant: for operators only.
    describeEntity(words, {
      kind: 'Component',
      namespace: 'default',
      spec: { ...offered, owner: 'nobody', type: 'service' },
    }),
  ];
}
