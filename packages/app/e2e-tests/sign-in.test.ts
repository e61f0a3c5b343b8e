import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';

const root = join(__dirname, '../../..');
const { readPersonas } = require(join(root, 'scripts/lib/estate')) as {
  readPersonas(root: string): Array<{ title: string; description: string }>;
};

test.describe('Sign-in page', () => {
  test('offers every persona by role', async ({ page }) => {
    await page.goto('/');

    const personas = readPersonas(root);
    expect(personas.length).toBeGreaterThan(0);
    for (const { title } of personas) {
      await expect(page.getByText(title, { exact: true })).toBeVisible();
    }
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`has nothing that axe calls serious (${colorScheme})`, async ({
      page,
    }) => {
      await page.emulateMedia({ colorScheme });
      await page.goto('/');
      await expect(
        page.getByText(readPersonas(root)[0].title, { exact: true }),
      ).toBeVisible();

      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(
        violations
          .filter(({ impact }) => impact === 'serious' || impact === 'critical')
          .map(({ id, help, nodes }) => ({
            id,
            help,
            where: nodes.map(({ html }) => html),
          })),
      ).toEqual([]);
    });
  }
});
