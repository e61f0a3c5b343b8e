import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { expectNothingSerious, signIn } from './support/portal';

/** Pictures that the documentation shows; they stay true by being made here. */
const images = join(__dirname, '../../../docs/images');
const pictured = ['home-light', 'owned-light', 'audience-dark'];

/** Screens to look at, with a word that says that they are ready. */
const screens = [
  { name: 'home', path: '/', ready: 'Kafka topic' },
  { name: 'my-tenant', path: '/my-tenant', ready: 'Its members are in' },
  {
    name: 'members',
    path: '/my-tenant/members',
    ready: 'Amelia Hart',
  },
  { name: 'owned', path: '/my-tenant/owned', ready: 'Bulk refunds' },
  { name: 'shared', path: '/my-tenant/shared', ready: 'Alerting' },
  { name: 'refused', path: '/my-tenant/refused', ready: 'Refused' },
  {
    name: 'audience',
    path: '/catalog/payments/component/checkout-web',
    ready: 'Payments only',
  },
];

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`In the ${colorScheme} theme`, () => {
    test.use({ colorScheme, viewport: { width: 1280, height: 800 } });

    test('the screens of a tenant have nothing that axe calls serious', async ({
      page,
    }) => {
      test.setTimeout(180_000);
      await signIn(page, 'Payments developer');
      for (const { name, path, ready } of screens) {
        await test.step(name, async () => {
          await page.goto(path);
          await expect(page.getByText(ready).first()).toBeVisible({
            timeout: 20_000,
          });
          await page.waitForLoadState('networkidle');
          const picture = `${name}-${colorScheme}`;
          if (pictured.includes(picture)) {
            await page.screenshot({ path: join(images, `${picture}.png`) });
          }
          await expectNothingSerious(page);
        });
      }
    });
  });
}

test('Narrow windows need no sideways scrolling', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 800 });
  await signIn(page, 'Payments developer');
  for (const { path, ready } of screens) {
    await page.goto(path);
    await expect(page.getByText(ready).first()).toBeVisible({
      timeout: 20_000,
    });
    const width = await page.evaluate(
      () => document.documentElement.scrollWidth,
    );
    expect({ path, width }).toEqual({ path, width: 390 });
  }
});
