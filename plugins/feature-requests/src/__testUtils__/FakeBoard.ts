import {
  BoardView,
  Comment,
  FeatureRequest,
  FeatureRequestSummary,
  Me,
  Roadmap,
} from '@commonhold/plugin-feature-requests-common';
import { importances } from '../board/boardQuery';
import { FeatureRequestsClient } from '../api/FeatureRequestsClient';
import { aRequest, somebody, theBoard } from './aRequest';

/** What was asked of the backend. */
export type Asked = {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Record<string, unknown>;
};

type Answer = { readonly status?: number; readonly body?: unknown };
type Handler = (
  asked: Asked,
  ...ids: string[]
) => Answer | Promise<Answer> | unknown;

class Refusal extends Error {
  constructor(readonly status: number, message: string) {
    super(message);
  }
}

/** Thrown by a handler, this is how the backend says no. */
export function refusal(status: number, message: string): Error {
  return new Refusal(status, message);
}

/**
 * A made-up board behind the real client: it answers over `fetch` as the
 * backend does, so that addresses, bodies and failures are as they really are.
 */
export class FakeBoard {
  view: BoardView = theBoard;
  me: Me = somebody;
  readonly requests: FeatureRequest[] = [];
  readonly comments = new Map<string, Comment[]>();
  roadmap: Roadmap = {
    by: 'horizon',
    columns: [],
    warnings: [],
    mayPlan: false,
  };
  /** Everything that was asked, in order. */
  readonly asked: Asked[] = [];
  readonly #handlers: [method: string, path: RegExp, handler: Handler][] = [];

  readonly api = new FeatureRequestsClient({
    discoveryApi: { getBaseUrl: async () => 'http://board' },
    fetchApi: { fetch: (url, init) => this.#fetch(String(url), init) },
  });

  constructor() {
    this.#readings();
    this.#writings();
  }

  /** Answers from now on otherwise than the board would. */
  on(method: string, path: RegExp, handler: Handler): this {
    this.#handlers.unshift([method, path, handler]);
    return this;
  }

  /** Puts a request on the board of which only what matters needs saying. */
  add(title: string, rest: Partial<FeatureRequest> = {}): FeatureRequest {
    const request = aRequest(title, rest);
    this.requests.push(request);
    return request;
  }

  /** What was asked of a path, such as `PUT /requests/x/vote`. */
  calls(method: string, path: RegExp): Asked[] {
    return this.asked.filter(
      one => one.method === method && path.test(one.path),
    );
  }

  get(id: string): FeatureRequest {
    const request = this.requests.find(one => one.id === id);
    if (!request) {
      throw refusal(404, 'Not found');
    }
    return request;
  }

  change(id: string, changes: Partial<FeatureRequest>): FeatureRequest {
    const changed = { ...this.get(id), ...changes };
    this.requests[this.requests.findIndex(one => one.id === id)] = changed;
    return changed;
  }

  #readings() {
    this.on('GET', /^\/board$/, () => ({ body: this.view }));
    this.on('GET', /^\/me$/, () => ({ body: this.me }));
    this.on('GET', /^\/requests$/, ({ query }) => ({
      body: this.#list(query),
    }));
    this.on('GET', /^\/facets$/, ({ query }) => ({
      body: {
        total: this.#select(query).length,
        status: this.view.statuses.map(({ status }) => ({
          value: status,
          count: this.requests.filter(one => one.status === status).length,
        })),
        category: [],
        tag: [],
        about: [],
        importance: [],
        tenant: [],
      },
    }));
    this.on('GET', /^\/suggestions$/, ({ query }) => ({
      body: {
        items: this.requests
          .filter(({ title }) => alike(title, query.get('title') ?? ''))
          .map(({ id, title, status, demand, myVote }) => ({
            id,
            title,
            status,
            people: demand.people,
            applications: demand.applications,
            voted: myVote !== null,
            similarity: 0.8,
          })),
      },
    }));
    this.on('GET', /^\/requests\/([^/]+)$/, (_, id) => ({
      body: this.get(id),
    }));
    this.on('GET', /^\/requests\/([^/]+)\/demand$/, (_, id) => ({
      body: {
        demand: this.get(id).demand,
        percentile: 80,
        byTenant: [],
        otherTenants: { tenants: 0, people: 0, score: 0 },
        byApplication: [],
      },
    }));
    this.on('GET', /^\/requests\/([^/]+)\/dependencies$/, () => ({
      body: { needs: [], neededBy: [] },
    }));
    this.on('GET', /^\/requests\/([^/]+)\/comments$/, (_, id) => ({
      body: { items: this.comments.get(id) ?? [] },
    }));
    this.on('GET', /^\/roadmap$/, () => ({ body: this.roadmap }));
    this.on('GET', /^\/calendar$/, () => ({ body: { increments: [] } }));
  }

  #writings() {
    this.on('POST', /^\/requests$/, ({ body }) => ({
      status: 201,
      body: this.add(String(body.title), {
        description: String(body.description ?? ''),
      }),
    }));
    this.on('PUT', /^\/requests\/([^/]+)\/vote$/, ({ body }, id) => {
      const { demand, myVote } = this.get(id);
      const { importance, ...details } = body;
      const changed = this.change(id, {
        myVote: {
          why: null,
          tenant: 'payments',
          application: null,
          castAt: '2026-11-20T10:00:00.000Z',
          castBy: null,
          ...details,
          importance: importances.find(one => one === importance) ?? null,
        },
        demand: {
          ...demand,
          people: demand.people + (myVote ? 0 : 1),
          applications: demand.applications + (myVote ? 0 : 1),
        },
      });
      return { body: voted(changed) };
    });
    this.on('DELETE', /^\/requests\/([^/]+)\/vote$/, (_, id) => {
      const { demand } = this.get(id);
      const changed = this.change(id, {
        myVote: null,
        demand: {
          ...demand,
          people: demand.people - 1,
          applications: demand.applications - 1,
        },
      });
      return { body: voted(changed) };
    });
    this.on('PUT', /^\/requests\/([^/]+)\/status$/, ({ body }, id) => ({
      body: this.change(id, {
        status: this.view.statuses.find(one => one.status === body.status)
          ?.status,
        statusReason: body.reason === null ? null : String(body.reason),
      }),
    }));
    this.on('POST', /^\/requests\/([^/]+)\/comments$/, ({ body }, id) => {
      const comment: Comment = {
        id: `comment-${this.asked.length}`,
        requestId: id,
        text: String(body.text),
        author: this.me.userEntityRef,
        official: false,
        internal: body.internal === true,
        hidden: false,
        origin: null,
        createdAt: '2026-11-20T10:00:00.000Z',
        editedAt: null,
        mayEdit: true,
        mayDelete: true,
      };
      this.comments.set(id, [...(this.comments.get(id) ?? []), comment]);
      return { status: 201, body: comment };
    });
  }

  #select(query: URLSearchParams): FeatureRequestSummary[] {
    const text = query.get('text')?.toLocaleLowerCase() ?? '';
    const status = query.getAll('status');
    return this.requests.filter(
      one =>
        one.title.toLocaleLowerCase().includes(text) &&
        (status.length === 0 || status.includes(one.status)) &&
        (query.get('voted') !== 'true' || one.myVote !== null),
    );
  }

  #list(query: URLSearchParams) {
    const found = this.#select(query);
    const from = Number(query.get('cursor') ?? 0);
    const to = from + Number(query.get('limit') ?? 20);
    return {
      items: found.slice(from, to),
      ...(to < found.length && { nextCursor: String(to) }),
    };
  }

  async #fetch(address: string, init: RequestInit = {}): Promise<Response> {
    const url = new URL(address);
    const asked: Asked = {
      method: init.method ?? 'GET',
      path: url.pathname,
      query: url.searchParams,
      body: init.body ? JSON.parse(String(init.body)) : {},
    };
    this.asked.push(asked);
    const route = this.#handlers.find(
      ([method, path]) => method === asked.method && path.test(asked.path),
    );
    try {
      if (!route) {
        throw refusal(404, 'Not found');
      }
      const [, path, handler] = route;
      const ids = path.exec(asked.path)?.slice(1) ?? [];
      const { status = 200, body } = (await handler(asked, ...ids)) as Answer;
      return answer(status, body);
    } catch (error) {
      if (error instanceof Refusal) {
        return answer(error.status, {
          error: { name: 'Error', message: error.message },
          response: { statusCode: error.status },
        });
      }
      throw error;
    }
  }
}

/** As much of a response as clients read; jsdom has none of its own. */
function answer(status: number, body: unknown): Response {
  const text = JSON.stringify(body);
  return {
    ok: status < 300,
    status,
    statusText: '',
    headers: new Headers({ 'content-type': 'application/json' }),
    json: async () => JSON.parse(text),
    text: async () => text,
  } as Response;
}

function voted({ id, demand, myVote }: FeatureRequest) {
  return { requestId: id, demand, myVote, changed: true };
}

function alike(title: string, typed: string): boolean {
  const words = typed.toLocaleLowerCase().split(/\s+/);
  return words.some(
    word => word.length > 3 && title.toLocaleLowerCase().includes(word),
  );
}
