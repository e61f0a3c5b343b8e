import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isUserEntity, parseEntityRef } from '@backstage/catalog-model';
import {
  ESTATE,
  audienceOf,
  byRef,
  entities,
  groupsUpwards,
  listEstateFiles,
  loaded,
  mayName,
  namespaceOf,
  ofKind,
  refOf,
  referencesOf,
  tenantOf,
  tenants,
  tenantsOfUser,
} from './readEstate';

describe('the demo estate', () => {
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

    it('shows its partner what names it, and nothing that is there for everyone', () => {
      const seen = entities
        .filter(entity => namespaceOf(entity) !== 'nordlys')
        .filter(entity => audienceOf(entity).includes('nordlys'));
      expect(seen.map(refOf).sort()).toEqual([
        'api:payments/payment-initiation-api',
        'api:payments/settlement-status-api',
      ]);
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
        'nordlys',
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

      const pages = listEstateFiles('.md')
        .filter(file => file !== 'README.md')
        .filter(file =>
          readFileSync(path.join(ESTATE, file), 'utf8')
            .toLowerCase()
            .includes(word),
        );
      expect([...new Set(pages.map(file => file.split('/')[0]))]).toEqual(
        tenant === 'cards' ? [] : [tenant],
      );
    });
  });
});
