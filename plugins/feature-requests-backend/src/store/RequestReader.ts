import { Knex } from 'knex';
import {
  AboutRow,
  DemandRow,
  LinkRow,
  RequestRow,
  TagRow,
  VoteRow,
} from './rows';
import { Visible, whereVisible } from './visible';

/** A request as a person reads it. */
export type ReadRequest = {
  readonly id: number;
  readonly row: Omit<RequestRow, 'description'>;
  readonly demand: DemandRow;
  readonly about: AboutRow | undefined;
  readonly tags: readonly string[];
  readonly vote: VoteRow | undefined;
  readonly watching: boolean;
  /** Whom it was merged into, if the reader may see that. */
  readonly mergedInto: { id: number; title: string } | undefined;
};

export type Reader = {
  readonly ref: string;
  /** What one may see of catalog entities; absent means all. */
  readonly audience?: readonly string[];
  readonly visible: Visible;
};

/** Everything that is shown with a request in lists; its text is not. */
const LISTED = [
  'id',
  'title',
  'excerpt',
  'about_ref',
  'category',
  'tenant_id',
  'author',
  'cast_by',
  'visibility',
  'status',
  'status_reason',
  'status_at',
  'response',
  'response_by',
  'response_at',
  'comment_count',
  'horizon',
  'increment',
  'iteration',
  'roadmap_rank',
  'business_value',
  'time_criticality',
  'risk_reduction',
  'job_size',
  'wsjf',
  'priority_at',
  'wants_help',
  'help_guide',
  'hidden_at',
  'locked_at',
  'version',
  'created_at',
  'updated_at',
].map(column => `requests.${column}`);

/** Reads requests by number with all that is shown beside them. */
export class RequestReader {
  static create(knex: Knex): RequestReader {
    return new RequestReader(knex);
  }

  private constructor(private readonly knex: Knex) {}

  /**
   * @param ids - of requests that the reader may see
   * @returns in the order of the ids
   */
  async read(ids: readonly number[], reader: Reader): Promise<ReadRequest[]> {
    if (ids.length === 0) {
      return [];
    }
    const wanted = [...ids];
    const [rows, tags, votes, watched] = await Promise.all([
      this.knex('requests')
        .join('demand', 'demand.request_id', 'requests.id')
        .whereIn('requests.id', wanted)
        .select(...LISTED, 'demand.*') as Promise<(RequestRow & DemandRow)[]>,
      this.knex<TagRow>('request_tags')
        .whereIn('request_id', wanted)
        .orderBy('tag') as Promise<TagRow[]>,
      this.knex<VoteRow>('votes')
        .whereIn('request_id', wanted)
        .where({ voter: reader.ref }) as Promise<VoteRow[]>,
      this.knex('request_watchers')
        .whereIn('request_id', wanted)
        .where({ watcher: reader.ref })
        .pluck('request_id') as Promise<(number | string)[]>,
    ]);
    const [abouts, targets] = await Promise.all([
      this.abouts(rows, reader),
      this.targets(rows, reader),
    ]);
    const byId = new Map(rows.map(row => [Number(row.id), row]));
    const watching = new Set(watched.map(Number));
    return wanted.flatMap(id => {
      const row = byId.get(id);
      if (!row) {
        return [];
      }
      const ofRequest = (other: { request_id: number | string }) =>
        Number(other.request_id) === id;
      return [
        {
          id,
          row,
          demand: row,
          about: row.about_ref ? abouts.get(row.about_ref) : undefined,
          tags: tags.filter(ofRequest).map(({ tag }) => tag),
          vote: votes.find(ofRequest),
          watching: watching.has(id),
          mergedInto: targets.get(Number(row.merged_into)),
        },
      ];
    });
  }

  async descriptionOf(id: number): Promise<string> {
    const row = await this.knex<RequestRow>('requests')
      .where({ id })
      .first('description');
    return row?.description ?? '';
  }

  async linksOf(id: number): Promise<LinkRow[]> {
    return this.knex<LinkRow>('request_links')
      .where({ request_id: id })
      .orderBy(['added_at', 'id']);
  }

  /** How many people volunteered, and whether somebody did. */
  async volunteersOf(
    id: number,
    volunteer: string,
  ): Promise<{ count: number; included: boolean }> {
    const rows: { volunteer: string }[] = await this.knex('request_volunteers')
      .where({ request_id: id })
      .select('volunteer');
    return {
      count: rows.length,
      included: rows.some(row => row.volunteer === volunteer),
    };
  }

  /** Requests that were merged into one, of those the reader may see. */
  async countDuplicates(id: number, visible: Visible): Promise<number> {
    const [{ total }] = await this.knex('requests')
      .join('demand', 'demand.request_id', 'requests.id')
      .where('demand.merged_into', id)
      .modify(query => whereVisible(query, visible))
      .count({ total: '*' });
    return Number(total);
  }

  private async abouts(
    rows: readonly RequestRow[],
    { audience }: Reader,
  ): Promise<Map<string, AboutRow>> {
    const refs = [...new Set(rows.flatMap(row => row.about_ref ?? []))];
    if (refs.length === 0) {
      return new Map();
    }
    const found: AboutRow[] = await this.knex<AboutRow>('about_entities')
      .whereIn('ref', refs)
      .modify(query => whereAboutSeen(query, audience));
    return new Map(found.map(row => [row.ref, row]));
  }

  private async targets(
    rows: readonly DemandRow[],
    { visible }: Reader,
  ): Promise<Map<number, { id: number; title: string }>> {
    const ids = [...new Set(rows.flatMap(row => row.merged_into ?? []))];
    if (ids.length === 0) {
      return new Map();
    }
    const found: Pick<RequestRow, 'id' | 'title'>[] = await this.knex(
      'requests',
    )
      .whereIn('requests.id', ids)
      .modify(query => whereVisible(query, visible))
      .select('requests.id', 'requests.title');
    return new Map(
      found.map(({ id, title }) => [Number(id), { id: Number(id), title }]),
    );
  }
}

/** Narrows a query of `about_entities` to those that somebody may see. */
export function whereAboutSeen(
  query: Knex.QueryBuilder,
  audience: readonly string[] | undefined,
): void {
  if (audience) {
    query.whereIn('about_entities.ref', seen =>
      seen
        .select('ref')
        .from('about_audience')
        .whereIn('value', [...audience]),
    );
  }
}
