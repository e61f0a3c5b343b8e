import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { shuffledBy, pick } from './chance';

export const TENANTS = 600;

/** The tenant that is looked at: it holds one percent of the entities. */
export const OURS = 'ours';

/** What it owns is shared with everyone; it holds two percent. */
export const PLATFORM = 'platform';

/** Groups of our tenant, beneath its root group. */
export const TEAMS = 100;

/** Of these, the first ones keep one component of each block to themselves. */
const SECRETIVE_TEAMS = 10;
const SECRET = 'library-6';

/** How many groups somebody is directly in, by name. */
export const people = { one: 1, ten: 10, hundred: 100 } as const;

export const OPERATOR = 'olga';

/** Entities of a block refer to each other and to one of the platform's. */
const BLOCK = 10;

/** Every description has it, so that a search finds everything there is. */
export const COMMON_WORD = 'meridian';

const WORDS =
  'account audit balance batch billing card claim clearing collateral credit currency customer debit deposit exchange fraud hedge index invoice journal ledger lending limit margin market merchant mortgage netting onboarding order partner payout policy portfolio position pricing quote rate reconciliation refund report risk routing score settlement statement ticket trade transfer treasury vault wallet yield'.split(
    ' ',
  );
const TAGS = Array.from({ length: 120 }, (_, i) => `tag-${i}`);
const TYPES = ['service', 'website', 'library', 'job'];
const LIFECYCLES = ['production', 'production', 'experimental', 'deprecated'];

/** An entity as its author wrote it, and who owns it. */
export type Written = { readonly tenant: string; readonly entity: Entity };

/**
 * A company of 600 tenants, the same for every run: one holds one percent of
 * the entities, the platform's two percent are shared, and the rest is spread
 * evenly.
 */
export class BenchEstate {
  readonly tenants: readonly string[] = [
    OURS,
    PLATFORM,
    ...Array.from({ length: TENANTS - 2 }, (_, i) => `tenant-${i + 1}`),
  ];

  constructor(readonly size: number) {
    if (size % 1000 !== 0 || size < 10_000) {
      throw new RangeError('The number of entities is a multiple of 1000');
    }
  }

  /** What the catalog reads itself, so that it can be compared: one block each. */
  sample(): Written[] {
    return [...this.block(PLATFORM, 0), ...this.block(OURS, 0)];
  }

  /** All others, a block at a time. */
  *bulk(): Generator<Written[]> {
    for (const [tenant, blocks] of this.blocks()) {
      for (let i = 0; i < blocks; i++) {
        if (i > 0 || (tenant !== OURS && tenant !== PLATFORM)) {
          yield this.block(tenant, i);
        }
      }
    }
  }

  /** Entities that somebody in all teams sees: what is ours and what is shared. */
  visibleToUs(): number {
    return (this.size * 3) / 100;
  }

  /** Groups and people. */
  organisation(): Entity[] {
    const roots = this.tenants.map(tenant => group(tenant, tenant));
    const teams = Array.from({ length: TEAMS }, (_, i) =>
      group(OURS, teamName(i), OURS),
    );
    const users = Object.entries(people).map(([name, groups]) =>
      user(
        name,
        Array.from(
          { length: groups },
          (_, i) => `group:${OURS}/${teamName(i)}`,
        ),
      ),
    );
    return [
      ...roots,
      ...teams,
      group(PLATFORM, 'operators'),
      ...users,
      user(OPERATOR, [`group:${PLATFORM}/operators`]),
    ];
  }

  tenantDocuments(): object[] {
    return this.tenants.map(name => ({
      apiVersion: 'commonhold.io/v1alpha1',
      kind: 'Tenant',
      metadata: { name, title: name },
      spec: {
        platform: name === PLATFORM,
        groups: [`group:${name}/${name}`],
        namespaces: [name],
      },
    }));
  }

  private *blocks(): Generator<[string, number]> {
    const all = this.size / BLOCK;
    const ours = all / 100;
    const shared = all / 50;
    const others = this.tenants.slice(2);
    const rest = all - ours - shared;
    yield [OURS, ours];
    yield [PLATFORM, shared];
    for (const [index, tenant] of others.entries()) {
      const from = Math.floor((rest * index) / others.length);
      const to = Math.floor((rest * (index + 1)) / others.length);
      yield [tenant, to - from];
    }
  }

  /** A system with seven components, an API and a resource. */
  private block(tenant: string, number: number): Written[] {
    const random = shuffledBy(`${tenant}/${number}`);
    const word = pick(WORDS, random);
    const name = (what: string) => `${word}-${what}-${number}`;
    const platformBlocks = this.size / BLOCK / 50;
    const owner = ownerOf(tenant, number);
    const make = (
      kind: string,
      what: string,
      spec: Entity['spec'],
    ): Written => ({
      tenant,
      entity: {
        apiVersion: 'backstage.io/v1alpha1',
        kind,
        metadata: {
          name: name(what),
          namespace: tenant,
          description: `The ${COMMON_WORD} ${what} of ${word}: ${Array.from(
            { length: 12 },
            () => pick(WORDS, random),
          ).join(' ')}`,
          tags: [...new Set([pick(TAGS, random), pick(TAGS, random)])],
          annotations: {
            'example.com/project': `${tenant}/${word}`,
            'example.com/dashboard': `${tenant}-${word}-${number}`,
            ...(isSecret(what, owner) && {
              'commonhold.io/visibility': 'private',
            }),
          },
        },
        spec: { ...spec, owner: owner.ref },
      },
    });
    const system = name('system');
    const component = (i: number): Written =>
      make('Component', `${TYPES[i % TYPES.length]}-${i}`, {
        type: TYPES[i % TYPES.length],
        lifecycle: pick(LIFECYCLES, random),
        system,
        ...(i === 0 && {
          providesApis: [name('api')],
          dependsOn: [`resource:${name('store')}`],
        }),
        ...((i === 1 || i === 2) && { consumesApis: [name('api')] }),
        ...(i === 3 && {
          dependsOn: [
            `resource:${PLATFORM}/${this.shared(number % platformBlocks)}`,
          ],
        }),
      });
    return [
      make('System', 'system', {}),
      make('API', 'api', {
        type: 'openapi',
        lifecycle: pick(LIFECYCLES, random),
        system,
        definition: `openapi: 3.0.0\ninfo: { title: ${word}, version: '1' }\npaths: {}\n`,
      }),
      make('Resource', 'store', { type: 'database', system }),
      ...Array.from({ length: BLOCK - 3 }, (_, i) => component(i)),
    ];
  }

  /** The platform's resource in one of its blocks. */
  private shared(block: number): string {
    return `${pick(WORDS, shuffledBy(`${PLATFORM}/${block}`))}-store-${block}`;
  }
}

export function teamName(team: number): string {
  return `team-${String(team).padStart(3, '0')}`;
}

/** A third of what our tenant owns belongs to its first team, the rest to all. */
function ownerOf(
  tenant: string,
  block: number,
): { readonly ref: string; readonly team: number } {
  if (tenant !== OURS) {
    return { ref: `group:${tenant}/${tenant}`, team: TEAMS };
  }
  const team = block % 3 === 0 ? 0 : block % TEAMS;
  return { ref: `group:${OURS}/${teamName(team)}`, team };
}

function isSecret(what: string, { team }: { readonly team: number }): boolean {
  return what === SECRET && team < SECRETIVE_TEAMS;
}

function group(namespace: string, name: string, parent?: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name, namespace },
    spec: {
      type: 'team',
      children: [],
      ...(parent !== undefined && { parent: `group:${namespace}/${parent}` }),
    },
  };
}

function user(name: string, memberOf: string[]): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: { name, namespace: 'default' },
    spec: { profile: { displayName: name }, memberOf },
  };
}

export function refOf(entity: Entity): string {
  return stringifyEntityRef(entity);
}
