import { randomInt, randomUUID } from 'node:crypto';
import {
  RequestLinkKind,
  RequestVisibility,
} from '@commonhold/plugin-feature-requests-common';
import { Knex } from 'knex';
import { RequestAudience } from '../permissions/requestRules';
import {
  AudienceRow,
  DemandRow,
  LinkRow,
  RequestRow,
  TagRow,
  WatcherRow,
} from './rows';
import { Visible, whereVisible } from './visible';

/** A request that is not written yet. */
export type NewRequest = {
  readonly title: string;
  readonly description: string;
  readonly excerpt: string;
  /** Of an entity that the board remembers already. */
  readonly about: string | null;
  readonly category: string | null;
  readonly tags: readonly string[];
  readonly tenant: string;
  readonly author: string;
  readonly castBy: string | null;
  readonly visibility: RequestVisibility;
  readonly audience: readonly string[];
  readonly links: readonly {
    readonly url: string;
    readonly title: string;
    readonly kind: RequestLinkKind;
  }[];
  readonly at: string;
};

/** Columns that whoever manages or owns a request may change. */
export type RequestChange = Partial<
  Omit<RequestRow, 'id' | 'created_at' | 'version'>
>;

/** Requests as they are written. Reading them for people is `RequestReader`. */
export class RequestStore {
  static create(knex: Knex): RequestStore {
    return new RequestStore(knex);
  }

  private constructor(private readonly knex: Knex) {}

  async transaction<T>(work: (tx: Knex.Transaction) => Promise<T>): Promise<T> {
    return this.knex.transaction(work);
  }

  /** @returns its number */
  async insert(tx: Knex.Transaction, request: NewRequest): Promise<number> {
    const id = randomNumber();
    await tx<RequestRow>('requests').insert({
      id,
      title: request.title,
      description: request.description,
      excerpt: request.excerpt,
      about_ref: request.about,
      category: request.category,
      tenant_id: request.tenant,
      author: request.author,
      cast_by: request.castBy,
      visibility: request.visibility,
      status: 'new',
      created_at: request.at,
      updated_at: request.at,
    });
    await tx<DemandRow>('demand').insert({ request_id: id });
    await this.putAudience(tx, id, request.audience);
    await this.putTags(tx, id, request.tags);
    for (const link of request.links) {
      await this.addLink(tx, id, { ...link, at: request.at });
    }
    return id;
  }

  async putAudience(
    tx: Knex.Transaction,
    id: number,
    audience: readonly string[],
  ): Promise<void> {
    await tx<AudienceRow>('request_audience')
      .where({ request_id: id })
      .delete();
    await tx<AudienceRow>('request_audience').insert(
      audience.map(value => ({ request_id: id, value })),
    );
  }

  async putTags(
    tx: Knex.Transaction,
    id: number,
    tags: readonly string[],
  ): Promise<void> {
    await tx<TagRow>('request_tags').where({ request_id: id }).delete();
    if (tags.length > 0) {
      await tx<TagRow>('request_tags').insert(
        tags.map(tag => ({ request_id: id, tag })),
      );
    }
  }

  async tagsOf(tx: Knex, id: number): Promise<string[]> {
    const rows: TagRow[] = await tx<TagRow>('request_tags')
      .where({ request_id: id })
      .orderBy('tag');
    return rows.map(({ tag }) => tag);
  }

  async addLink(
    tx: Knex,
    id: number,
    link: {
      readonly url: string;
      readonly title: string;
      readonly kind: RequestLinkKind;
      readonly at: string;
    },
  ): Promise<string> {
    const linkId = randomUUID();
    await tx<LinkRow>('request_links').insert({
      id: linkId,
      request_id: id,
      url: link.url,
      title: link.title,
      kind: link.kind,
      added_at: link.at,
    });
    return linkId;
  }

  /** The row, if it may be seen. */
  async find(
    id: number,
    visible: Visible,
    tx: Knex = this.knex,
  ): Promise<(RequestRow & DemandRow) | undefined> {
    const row: (RequestRow & DemandRow) | undefined = await tx('requests')
      .join('demand', 'demand.request_id', 'requests.id')
      .where('requests.id', id)
      .modify(query => whereVisible(query, visible))
      .first();
    return row;
  }

  /** Those that may be seen. */
  async visibleAmong(
    ids: readonly number[],
    visible: Visible,
  ): Promise<Set<number>> {
    if (ids.length === 0) {
      return new Set();
    }
    const seen: (number | string)[] = await this.knex('requests')
      .whereIn('requests.id', [...ids])
      .modify(query => whereVisible(query, visible))
      .pluck('requests.id');
    return new Set(seen.map(Number));
  }

  /**
   * @param version - that the change was made to; whoever does not care leaves
   *   it out
   * @returns whether it was still that version
   */
  async change(
    tx: Knex.Transaction,
    id: number,
    change: RequestChange,
    version?: number,
  ): Promise<boolean> {
    const changed = await tx('requests')
      .where({ id, ...(version !== undefined && { version }) })
      .update({ ...change, version: tx.raw('version + 1') });
    return changed === 1;
  }

  async delete(tx: Knex, id: number): Promise<void> {
    await tx('requests').where({ id }).delete();
  }

  /** Who may see requests, for the permission backend. */
  async audiences(
    ids: readonly number[],
  ): Promise<Map<number, RequestAudience>> {
    const rows: {
      id: number | string;
      tenant_id: string;
      value: string | null;
    }[] = await this.knex('requests')
      .leftJoin('request_audience', 'request_id', 'requests.id')
      .whereIn('requests.id', [...ids])
      .whereNull('requests.hidden_at')
      .select('requests.id', 'tenant_id', 'value');
    const found = new Map<number, { tenant: string; audience: string[] }>();
    for (const { id, tenant_id: tenant, value } of rows) {
      const known = found.get(Number(id)) ?? { tenant, audience: [] };
      known.audience.push(...(value === null ? [] : [value]));
      found.set(Number(id), known);
    }
    return found;
  }

  async setWatching(
    requestId: number,
    watcher: string,
    since: string | undefined,
    tx: Knex = this.knex,
  ): Promise<void> {
    const key = { request_id: requestId, watcher };
    if (since === undefined) {
      await tx<WatcherRow>('request_watchers').where(key).delete();
    } else {
      await tx<WatcherRow>('request_watchers')
        .insert({ ...key, since })
        .onConflict(['request_id', 'watcher'])
        .ignore();
    }
  }
}

/** Below 2^52: two random halves, since `randomInt` goes to 2^48 only. */
function randomNumber(): number {
  return randomInt(2 ** 26) * 2 ** 26 + randomInt(2 ** 26);
}
