import { once } from 'node:events';
import {
  AuthService,
  DiscoveryService,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { Request, Response } from 'express';

/** Entities that are in memory at a time, whatever the catalog holds. */
const PAGE = 1_000;

type Page = {
  readonly items: readonly unknown[];
  readonly pageInfo: { readonly nextCursor?: string };
};

/**
 * Answers a request for all entities at once from the catalog's list in pages,
 * one page after the other, in the name of whoever asked. So a large catalog
 * need not be in memory as a whole to be looked through.
 */
export class WholeList {
  constructor(
    private readonly options: {
      readonly auth: AuthService;
      readonly httpAuth: HttpAuthService;
      readonly discovery: DiscoveryService;
    },
  ) {}

  /** @param asked - `filter`, `fields` and `order` as the catalog has them */
  async answer(
    req: Request,
    res: Response,
    asked: URLSearchParams,
  ): Promise<void> {
    const first = await this.page(req, asked, undefined);
    if (!first.ok) {
      res.status(first.status).json(await first.json());
      return;
    }
    res
      .status(200)
      .setHeader('content-type', 'application/json; charset=utf-8');
    try {
      await this.send(req, res, asked, await first.json());
      res.end(']');
    } catch {
      // The status has been sent: a broken answer is what tells.
      res.destroy();
    }
  }

  private async send(
    req: Request,
    res: Response,
    asked: URLSearchParams,
    first: Page,
  ): Promise<void> {
    let page = first;
    let separator = '[';
    for (;;) {
      const text = page.items.map(item => JSON.stringify(item)).join(',');
      await write(res, text === '' ? separator : separator + text);
      const cursor = page.pageInfo.nextCursor;
      if (!cursor || res.closed || req.method === 'HEAD') {
        return;
      }
      separator = page.items.length > 0 ? ',' : '';
      const next = await this.page(req, asked, cursor);
      if (!next.ok) {
        throw new Error(`The catalog answers ${next.status}`);
      }
      page = await next.json();
    }
  }

  private async page(
    req: Request,
    asked: URLSearchParams,
    cursor: string | undefined,
  ): Promise<globalThis.Response> {
    const { auth, httpAuth, discovery } = this.options;
    const { token } = await auth.getPluginRequestToken({
      onBehalfOf: await httpAuth.credentials(req),
      targetPluginId: 'catalog',
    });
    const params = new URLSearchParams([
      ['limit', String(PAGE)],
      ...asked.getAll('fields').map(value => ['fields', value]),
      ...(cursor === undefined
        ? [
            ['totalItems', 'exclude'],
            ...asked.getAll('filter').map(value => ['filter', value]),
            ...asked.getAll('order').map(toOrderField),
          ]
        : [['cursor', cursor]]),
    ]);
    const baseUrl = await discovery.getBaseUrl('catalog');
    return fetch(`${baseUrl}/entities/by-query?${params}`, {
      headers: { Authorization: `Bearer ${token}` },
    });
  }
}

/** `asc:metadata.name` in one list, `metadata.name,asc` in the other. */
function toOrderField(order: string): string[] {
  const match = /^(asc|desc):(.+)$/.exec(order);
  if (!match) {
    throw new InputError(
      `Write order as asc: or desc: and a field, not "${order}"`,
    );
  }
  return ['orderField', `${match[2]},${match[1]}`];
}

/** Waits for those who read slowly. */
async function write(res: Response, text: string): Promise<void> {
  if (!res.write(text) && !res.closed) {
    const either = new AbortController();
    const { signal } = either;
    await Promise.race([
      once(res, 'drain', { signal }),
      once(res, 'close', { signal }),
    ]);
    either.abort();
  }
}
