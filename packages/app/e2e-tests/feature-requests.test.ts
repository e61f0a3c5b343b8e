import { Browser, expect, Page, test } from '@playwright/test';
import { expectNothingSerious, signIn } from './support/portal';

const wish = 'Compacted Kafka topics for reference data';

/** Somebody at a screen of their own. */
async function inBrowserOf(
  browser: Browser,
  persona: string,
  act: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await signIn(page, persona);
  await act(page);
  await context.close();
}

async function fillTitle(page: Page, title: string) {
  await page.goto('/requests/new');
  await page.getByLabel('What do you wish for?').fill(title);
}

async function setStatus(page: Page, status: string) {
  await page.getByRole('button', { name: 'Set status' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(status, { exact: true }).click();
  await dialog.getByRole('button', { name: 'Set status' }).click();
  await expect(dialog).toBeHidden();
}

test('A wish finds its twin, gets its vote, is planned and shipped', async ({
  browser,
}) => {
  test.setTimeout(240_000);
  let address = '';

  await inBrowserOf(browser, 'Payments developer', async page => {
    await fillTitle(page, wish);
    await page
      .getByLabel('Tell more')
      .fill('So that the latest rate of each currency is always there.');
    await page.getByRole('button', { name: 'File the request' }).click();
    await expect(page.getByRole('heading', { name: wish })).toBeVisible();
    await expect(page.getByRole('button', { name: /^Voted/ })).toBeVisible();
    address = new URL(page.url()).pathname;
  });

  await inBrowserOf(browser, 'Trading developer', async page => {
    await fillTitle(page, 'Compacted topics in Kafka');
    await page
      .getByRole('button', { name: `Vote for this instead: “${wish}”` })
      .click();
    await expect(page).toHaveURL(new RegExp(address));
    await expect(page.getByText('2 people').first()).toBeVisible();
    await expectNothingSerious(page);
  });

  await inBrowserOf(browser, 'Product manager', async page => {
    await page.goto(address);
    await setStatus(page, 'Planned');
    await setStatus(page, 'Shipped');
  });

  await inBrowserOf(browser, 'Trading developer', async page => {
    await page.goto(address);
    await expect(page.locator('[aria-current="step"]')).toContainText(
      'Shipped',
    );
  });
});
