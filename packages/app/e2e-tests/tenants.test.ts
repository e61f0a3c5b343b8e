import { expect, test } from '@playwright/test';
import { signIn } from './support/portal';

/** A group of the estate that is in no tenant; the auditor is in it. */
const FREE_GROUP = 'internal-audit';

test('An operator makes a tenant, its member finds it, and is out while it is suspended', async ({
  browser,
  page,
}) => {
  test.setTimeout(180_000);
  // Ids are not given away twice, and the portal may be one that was used before.
  const title = `Pilot ${Date.now()}`;
  await signIn(page, 'Platform operator');
  await page.getByRole('link', { name: 'Tenants', exact: true }).click();
  await page.getByRole('button', { name: 'Create tenant' }).click();

  await page.getByRole('textbox', { name: 'Title' }).fill(title);
  await page.getByLabel('Groups').fill(FREE_GROUP);
  await page
    .getByRole('option', { name: new RegExp(`group:default/${FREE_GROUP}`) })
    .click();
  await test.step('what is another tenant’s is told at its field, and nothing is lost', async () => {
    await page.getByLabel('Catalog namespaces').fill('payments');
    await page.getByRole('button', { name: 'Create tenant' }).click();
    await expect(page.locator('#tenant-namespaces-helper-text')).toContainText(
      'is in two tenants',
    );
    await page.reload();
    await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue(
      title,
    );
    await page.getByLabel('Catalog namespaces').fill('');
  });
  await page.getByRole('button', { name: 'Create tenant' }).click();
  await expect(page.getByRole('heading', { name: title })).toBeVisible();

  const member = await (await browser.newContext()).newPage();
  await signIn(member, 'Auditor');
  await expect(async () => {
    await member.goto('/my-tenant');
    await expect(member.getByRole('heading', { name: title })).toBeVisible();
  }).toPass({ timeout: 20_000 });

  const change = async (action: string, confirm: string) => {
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: action }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: confirm })
      .click();
    await expect(page.getByRole('dialog')).toHaveCount(0);
  };
  await change('Suspend', 'Suspend');
  await expect(async () => {
    await member.goto('/my-tenant');
    // An auditor reads every tenant, so that this one is not gone for them.
    await expect(
      member.getByRole('heading', { name: 'Suspended' }),
    ).toBeVisible();
  }).toPass({ timeout: 20_000 });
  await member.context().close();

  await test.step('every step is in the audit log', async () => {
    await page.getByRole('link', { name: 'Audit log', exact: true }).click();
    await expect(
      page.getByRole('cell', { name: 'Suspended' }).first(),
    ).toBeVisible();
    await expect(page.getByRole('cell', { name: 'Created' })).toBeVisible();
  });

  await test.step('it is archived by its name alone', async () => {
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Archive' }).click();
    const archive = page.getByRole('button', { name: 'Archive for good' });
    await expect(archive).toBeDisabled();
    await page
      .getByLabel(/^Type .* to confirm$/)
      .fill(title.toLowerCase().replaceAll(' ', '-'));
    await archive.click();
    await expect(page.getByText('Archived').first()).toBeVisible();
  });
});

test('A member registers a file of their tenant and removes it again', async ({
  page,
}) => {
  const target = `https://git.meridian.example/payments/e2e-${Date.now()}/catalog-info.yaml`;
  await signIn(page, 'Payments developer');
  await page.goto('/my-tenant/repositories');
  await page.getByRole('button', { name: 'Register a repository' }).click();
  const address = page.getByLabel('Address of a catalog-info.yaml');
  const register = page.getByRole('button', { name: 'Register', exact: true });
  await address.fill('https://git.meridian.example/trading/catalog-info.yaml');
  await expect(register).toBeDisabled();
  await address.fill(target);
  await register.click();

  const remove = page.getByRole('button', { name: `Remove ${target}` });
  await remove.click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: 'Remove', exact: true })
    .click();
  await expect(remove).toHaveCount(0);
});

test('From the audience of an entry it is two steps to why somebody cannot see it', async ({
  page,
}) => {
  await signIn(page, 'Platform operator');
  await page.goto('/catalog/payments/component/checkout-web');
  await page.getByRole('button', { name: /^Who may see this/ }).click();
  await page
    .getByRole('link', { name: 'Ask why somebody can or cannot see it' })
    .click();
  await page.getByLabel('Person').fill('Sofia');
  await page.getByRole('option', { name: /sofia\.marin/ }).click();
  await expect(
    page.getByText('No, this person does not see this entry'),
  ).toBeVisible();
  await expect(page.getByText('it is for others')).toBeVisible();
});
