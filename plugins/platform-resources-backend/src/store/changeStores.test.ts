import { TestDatabaseId, TestDatabases } from '@backstage/backend-test-utils';
import { PermissionCriteria } from '@backstage/plugin-permission-common';
import { Knex } from 'knex';
import { AudienceFilter } from '../permissions/audienceRules';
import { ApplicationStore, KnownApplication } from './ApplicationStore';
import { ChangeStore } from './ChangeStore';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const directory = `${__dirname}/../../migrations`;
const NOW = '2026-11-20T10:00:00.000Z';
const LATER = '2026-11-20T10:05:00.000Z';

const application = (
  tenant: string,
  name: string,
  rest: Partial<KnownApplication> = {},
): KnownApplication => ({
  ref: `system:${tenant}/${name}`,
  title: name,
  owner: `group:${tenant}/team`,
  tenant,
  audience: [`tenant:${tenant}`],
  url: `https://git.example/${tenant}/${name}`,
  branch: 'main',
  ...rest,
});

const change = (id: string, of: KnownApplication, audience: string[] = []) => ({
  id,
  application: of.ref,
  tenant: of.tenant,
  audience: [...of.audience, ...audience],
  title: id,
  why: '',
  source: 'portal' as const,
  author: 'user:default/amelia',
  authorEmail: 'amelia@example.com',
  baseCommit: null,
  commit: 'c0ffee',
  onBranch: false,
});

describe.each(databases.eachSupportedId())(
  'applications and changes on %s',
  databaseId => {
    let knex: Knex;
    let applications: ApplicationStore;
    let changes: ChangeStore;

    beforeEach(async () => {
      knex = await databases.init(databaseId as TestDatabaseId);
      await knex.migrate.latest({ directory });
      applications = new ApplicationStore(knex);
      changes = new ChangeStore(knex);
    });

    const checkout = application('payments', 'checkout');
    const secret = application('payments', 'secret', {
      audience: ['group:payments/vault'],
    });
    const orderbook = application('trading', 'orderbook');

    const refs = async (criteria?: PermissionCriteria<AudienceFilter>) =>
      (await applications.page({ criteria, limit: 10 })).items.map(
        ({ ref }) => ref,
      );

    it('go back as they came', async () => {
      await knex.migrate.rollback({ directory }, true);
      for (const table of [
        'applications',
        'commits',
        'changes',
        'bulk_changes',
      ]) {
        await expect(knex.schema.hasTable(table)).resolves.toBe(false);
      }
    });

    it('are seen by their audience, a page at a time', async () => {
      await applications.replaceAll([checkout, secret, orderbook], NOW);
      await expect(refs({ audience: ['tenant:payments'] })).resolves.toEqual([
        checkout.ref,
      ]);
      await expect(
        refs({
          allOf: [
            { tenants: ['payments'] },
            { audience: ['tenant:payments', 'group:payments/vault'] },
          ],
        }),
      ).resolves.toEqual([checkout.ref, secret.ref]);
      await expect(refs({ tenants: [] })).resolves.toEqual([]);
      await expect(refs({ not: { tenants: ['payments'] } })).resolves.toEqual([
        orderbook.ref,
      ]);

      const first = await applications.page({ limit: 2 });
      expect(first).toMatchObject({ totalItems: 3 });
      await expect(
        applications.page({ limit: 2, cursor: first.nextCursor }),
      ).resolves.toMatchObject({ items: [{ ref: orderbook.ref }] });
      await expect(
        applications.page({ limit: 2, text: 'CHECK' }),
      ).resolves.toMatchObject({ totalItems: 1 });
    });

    it('follow the catalog, and begin anew where the repository is another', async () => {
      await applications.replaceAll([checkout, orderbook], NOW);
      await applications.transaction(tx =>
        applications.setHead(tx, checkout.ref, {
          commit: 'c0ffee',
          definitionsHash: 'd',
          state: 'ok',
          problem: null,
        }),
      );
      await applications.replaceAll([{ ...checkout, title: 'Till' }], NOW);
      await expect(applications.find(checkout.ref)).resolves.toMatchObject({
        title: 'Till',
        headCommit: 'c0ffee',
      });
      await expect(applications.find(orderbook.ref)).resolves.toBeUndefined();
      await applications.replaceAll([{ ...checkout, branch: 'next' }], NOW);
      await expect(applications.find(checkout.ref)).resolves.toMatchObject({
        state: 'waiting',
        headCommit: null,
      });
    });

    it('are looked at by one replica at a time, until it lets go or dies', async () => {
      await applications.replaceAll([checkout, orderbook], NOW);
      const claim = (claimant: string, now: string) =>
        applications.claimDue({ claimant, now, until: LATER, limit: 10 });
      const both = await Promise.all([claim('a', NOW), claim('b', NOW)]);
      expect(
        both
          .flat()
          .map(({ ref }) => ref)
          .sort(),
      ).toEqual([checkout.ref, orderbook.ref]);
      await expect(claim('c', NOW)).resolves.toEqual([]);
      await expect(
        claim('c', '2026-11-20T10:06:00.000Z'),
      ).resolves.toHaveLength(2);
      // The one that was thought dead may no longer write.
      await applications.transaction(async tx => {
        await expect(
          applications.holdClaim(tx, checkout.ref, 'a', NOW),
        ).resolves.toBe(false);
      });
    });

    it('wait in the inbox of those who are asked, and of nobody else', async () => {
      await applications.replaceAll([checkout], NOW);
      await changes.insert(
        change('one', checkout, ['group:platform/data']),
        NOW,
        null,
      );
      await changes.transaction(tx =>
        changes.putPlan(
          tx,
          'one',
          {
            baseCommit: null,
            commit: 'c0ffee',
            audience: ['tenant:payments', 'group:platform/data'],
            affected: [],
            problems: [],
            findings: [],
            steps: [],
            costBefore: null,
            costAfter: null,
            approvals: [{ party: 'group:platform/data', reasons: ['why'] }],
            fingerprint: 'f1',
          },
          { state: 'awaiting-approval' },
          NOW,
        ),
      );
      const inbox = async (parties: readonly string[] | 'any', notBy: string) =>
        (await changes.page({ awaiting: { parties, notBy }, limit: 10 })).items
          .length;
      const other = 'user:default/tomas';
      await expect(inbox(['group:platform/data'], other)).resolves.toBe(1);
      await expect(inbox('any', other)).resolves.toBe(1);
      await expect(inbox(['group:platform/x'], other)).resolves.toBe(0);
      await expect(inbox('any', 'user:default/amelia')).resolves.toBe(0);
      await expect(
        changes.find('one', { audience: ['tenant:trading'] }),
      ).resolves.toBeUndefined();
      await expect(
        changes.find('one', { audience: ['group:platform/data'] }),
      ).resolves.toMatchObject({ id: 'one' });
    });
  },
);
