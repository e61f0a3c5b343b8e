import { Page, expect, test } from '@playwright/test';
import { PortalApi, signIn } from './support/portal';

/** Two developers of the demo estate, what is theirs and the other's. */
const developers = [
  {
    persona: 'Payments developer',
    id: 'payments-developer',
    own: {
      name: 'checkout-web',
      title: 'Checkout page',
      namespace: 'payments',
    },
    hidden: { name: 'matching-engine', namespace: 'trading' },
    word: 'checkout',
    hiddenWord: 'orderbook',
  },
  {
    persona: 'Trading developer',
    id: 'trading-developer',
    own: {
      name: 'matching-engine',
      title: 'Matching engine',
      namespace: 'trading',
    },
    hidden: { name: 'checkout-web', namespace: 'payments' },
    word: 'orderbook',
    hiddenWord: 'checkout',
  },
];

const shared = {
  name: 'kafka-topic',
  title: 'Kafka topic',
  namespace: 'platform',
};

const pathOf = (entity: { namespace: string; name: string }) =>
  `/catalog/${entity.namespace}/component/${entity.name}`;

/** Types into the filter of the catalog's list of all components. */
async function filterCatalog(page: Page, text: string) {
  await page.goto('/catalog?filters[kind]=component&filters[user]=all');
  await page.getByPlaceholder('Search').first().fill(text);
}

for (const developer of developers) {
  const { persona, id, own, hidden, word, hiddenWord } = developer;

  test.describe(`The ${persona.toLowerCase()}`, () => {
    test('opens own and shared entities', async ({ page }) => {
      await signIn(page, persona);
      for (const entity of [own, shared]) {
        await page.goto(pathOf(entity));
        await expect(
          page
            .getByRole('heading', { name: entity.title, exact: true })
            .first(),
        ).toBeVisible({ timeout: 20_000 });
      }
    });

    test('is told that the entity of the other does not exist', async ({
      page,
    }) => {
      await signIn(page, persona);
      await page.goto(pathOf(hidden));
      await expect(
        page.getByText(/not found|could not be found/i).first(),
      ).toBeVisible({
        timeout: 20_000,
      });
      await expect(page.getByText(/TechDocs/)).toHaveCount(0);
    });

    test('finds own and shared entities in the catalog, none of the other', async ({
      page,
    }) => {
      await signIn(page, persona);
      await filterCatalog(page, own.name);
      await expect(
        page.getByRole('link', { name: own.title }).first(),
      ).toBeVisible({
        timeout: 20_000,
      });
      await filterCatalog(page, shared.name);
      await expect(
        page.getByRole('link', { name: shared.title }).first(),
      ).toBeVisible({ timeout: 20_000 });
      await filterCatalog(page, hidden.name);
      await expect(page.getByText(/No records to display/)).toBeVisible({
        timeout: 20_000,
      });
    });

    test('finds own things by search, nothing of the other', async ({
      page,
    }) => {
      await signIn(page, persona);
      test.setTimeout(120_000);
      const results = page.getByRole('article').getByRole('link');
      await expect(async () => {
        await page.goto(`/search?query=${word}`);
        await expect(
          results.filter({ hasText: new RegExp(word, 'i') }).first(),
        ).toBeVisible();
      }).toPass({ timeout: 90_000 });
      await page.goto(`/search?query=${hiddenWord}`);
      await expect(page.getByText(/no results|0 results/i).first()).toBeVisible(
        {
          timeout: 20_000,
        },
      );
    });

    test('gets 404 or nothing of the other from the API', async ({
      request,
    }) => {
      const api = await PortalApi.as(request, id);
      const byName = (entity: { namespace: string; name: string }) =>
        api.get(
          `/api/catalog/entities/by-name/component/${entity.namespace}/${entity.name}`,
        );
      expect((await byName(own)).status).toBe(200);
      expect((await byName(shared)).status).toBe(200);
      expect((await byName(hidden)).status).toBe(404);

      const refOf = (entity: { namespace: string; name: string }) =>
        `component:${entity.namespace}/${entity.name}`;
      const byRefs = await api.post('/api/catalog/entities/by-refs', {
        entityRefs: [refOf(own), refOf(shared), refOf(hidden)],
      });
      expect(
        byRefs.body.items.map((entity: any) => entity?.metadata.name ?? null),
      ).toEqual([own.name, shared.name, null]);

      const listed = await api.get(
        `/api/catalog/entities/by-query?filter=metadata.name=${hidden.name}`,
      );
      expect(listed.body).toMatchObject({ items: [], totalItems: 0 });

      const facets = await api.get(
        '/api/catalog/entity-facets?facet=metadata.name',
      );
      expect(facets.text).toContain(`"${own.name}"`);
      expect(facets.text).not.toContain(`"${hidden.name}"`);

      const found = await api.get(`/api/search/query?term=${hiddenWord}`);
      expect(found.text).not.toContain(hidden.name);
    });
  });
}

test('The platform operator sees both', async ({ request }) => {
  const api = await PortalApi.as(request, 'platform-operator');
  for (const { own } of developers) {
    const answer = await api.get(
      `/api/catalog/entities/by-name/component/${own.namespace}/${own.name}`,
    );
    expect(answer.status).toBe(200);
  }
});
