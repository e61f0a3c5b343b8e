import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { expectNothingSerious } from './support/portal';

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

      await expectNothingSerious(page);
    });
  }
});
