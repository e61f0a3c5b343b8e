import AxeBuilder from '@axe-core/playwright';
import { APIRequestContext, Page, expect } from '@playwright/test';

/** Chooses a persona on the sign-in page, by its title. */
export async function signIn(page: Page, title: string): Promise<void> {
  await page.goto('/');
  await page.getByRole('button', { name: title }).click();
  await expect(
    page.getByRole('heading', { name: /^Good (morning|afternoon|evening)/ }),
  ).toBeVisible({ timeout: 30_000 });
}

/** What axe calls serious or critical on the page as it is now. */
export async function expectNothingSerious(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    // Backstage's own entry names itself without the count of what is unread beside it.
    .exclude('nav a[href="/notifications"]')
    .analyze();
  expect(
    violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, help, nodes }) => ({
        id,
        help,
        where: nodes.map(({ html }) => html),
      })),
  ).toEqual([]);
}

/** The API of the portal, as a persona meets it. */
export class PortalApi {
  /** @param persona - its id in the configuration */
  static async as(
    request: APIRequestContext,
    persona: string,
  ): Promise<PortalApi> {
    const answer = await request.get('/api/auth/personas/refresh', {
      headers: { 'x-commonhold-persona': persona },
    });
    expect(answer.ok()).toBe(true);
    const { backstageIdentity } = await answer.json();
    return new PortalApi(request, backstageIdentity.token);
  }

  private constructor(
    private readonly request: APIRequestContext,
    private readonly token: string,
  ) {}

  async get(
    path: string,
  ): Promise<{ status: number; text: string; body: any }> {
    return this.send('GET', path);
  }

  async post(
    path: string,
    data: object,
  ): Promise<{ status: number; text: string; body: any }> {
    return this.send('POST', path, data);
  }

  private async send(method: string, path: string, data?: object) {
    const answer = await this.request.fetch(path, {
      method,
      data,
      headers: { authorization: `Bearer ${this.token}` },
    });
    const text = await answer.text();
    return {
      status: answer.status(),
      text,
      body:
        text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : {},
    };
  }
}
