import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseLocationRef, type Entity } from '@backstage/catalog-model';
import { parse } from 'yaml';
import {
  ESTATE,
  audienceOf,
  byRef,
  entities,
  groupsUpwards,
  listEstateFiles,
  loaded,
  namespaceOf,
  ofKind,
  refOf,
  referencesOf,
  tenantOf,
  tenants,
  tenantsOfUser,
} from './readEstate';

describe('the demo estate', () => {
  describe('is a company', () => {
    it('has seven tenants, one of them the platform and one a partner', () => {
      expect(tenants.map(tenant => tenant.metadata.name)).toEqual([
        'platform',
        'payments',
        'trading',
        'lending',
        'cards',
        'insights',
        'nordlys',
      ]);
      expect(
        tenants
          .filter(tenant => tenant.spec.class === 'external')
          .map(t => t.metadata.name),
      ).toEqual(['nordlys']);
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
      const sizes = tenants
        .filter(tenant => tenant.spec.class !== 'external')
        .map(tenant => members(tenant.metadata.name));
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
      ['user:default/maja.berg', 'group:nordlys/nordlys', ['nordlys']],
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

    it('indents the text of its admonitions, which formatters like to undo', () => {
      const flat = listEstateFiles('.md').filter(file =>
        /^!!! .*\n\n?(?![ \n])/m.test(
          readFileSync(path.join(ESTATE, file), 'utf8'),
        ),
      );
      expect(flat).toEqual([]);
    });
  });
});
