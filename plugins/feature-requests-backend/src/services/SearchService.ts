import { InputError } from '@backstage/errors';
import {
  Suggestion,
  formatRequestId,
} from '@commonhold/plugin-feature-requests-common';
import { rank } from '../search/rank';
import { SearchTerms, searchTerms } from '../search/searchTerms';
import { widen } from '../search/widen';
import { decodeCursor, encodeCursor } from '../store/cursor';
import { RequestFilters } from '../store/filters';
import { AboutStore } from '../store/AboutStore';
import { Found, SearchStore } from '../store/SearchStore';
import { VoteStore } from '../store/VoteStore';
import { PageRequest } from './RequestService';
import { Viewer } from './Viewer';

/** Candidates of a search: more than anybody looks through. */
const CANDIDATES = 200;

/** Twins are alike at least that much. */
const LEAST_SIMILARITY = 0.15;

/** Of the same entity, a request is likelier to be the twin. */
const SAME_ABOUT = 0.2;

/** Finds requests by what they say. */
export class SearchService {
  constructor(
    private readonly stores: {
      readonly abouts: AboutStore;
      readonly search: SearchStore;
      readonly votes: VoteStore;
    },
  ) {}

  /** The best first, 200 at most. */
  async page(
    filters: RequestFilters,
    viewer: Viewer,
    { limit, cursor }: PageRequest,
  ): Promise<{ ids: number[]; nextCursor?: string }> {
    const { text } = filters;
    if (!text) {
      return { ids: [] };
    }
    const start = cursor === undefined ? 0 : startOf(cursor);
    const ranked = rank(
      await this.candidates(text, filters, viewer),
      text.terms.join(' '),
      text,
    );
    const end = start + limit;
    return {
      ids: ranked.slice(start, end).map(({ id }) => id),
      nextCursor:
        ranked.length > end
          ? encodeCursor(['relevance', String(end)])
          : undefined,
    };
  }

  /** Likely twins of what somebody is typing, the likeliest first. */
  async suggest(
    title: string,
    options: { readonly about?: string; readonly limit: number },
    viewer: Viewer,
  ): Promise<Suggestion[]> {
    const { about, limit } = options;
    const search = searchTerms(title);
    if (!search) {
      return [];
    }
    const found = new Map<number, Found>();
    for (const groups of widen(search)) {
      for (const titleOnly of [true, false]) {
        const more = await this.stores.search.candidates(search, viewer, {
          limit: CANDIDATES,
          groups,
          titleOnly,
        });
        more.forEach(candidate => found.set(candidate.id, candidate));
        if (found.size >= limit && titleOnly) {
          break;
        }
      }
      if (found.size >= limit) {
        break;
      }
    }
    // Who does not see an entity does not learn what is about it, nor by the order.
    const shared =
      about !== undefined &&
      (await this.stores.abouts.isSeen(about, viewer.audience))
        ? about
        : undefined;
    const likely = rank([...found.values()], title, search)
      .map(candidate => ({
        ...candidate,
        relevance:
          candidate.relevance +
          (shared !== undefined && candidate.about === shared ? SAME_ABOUT : 0),
      }))
      .filter(candidate => candidate.similarity >= LEAST_SIMILARITY)
      .sort((a, b) => b.relevance - a.relevance)
      .slice(0, limit);
    const voted = await this.stores.votes.votedFor(
      likely.map(({ id }) => id),
      viewer.ref,
    );
    return likely.map(candidate => ({
      id: formatRequestId(candidate.id),
      title: candidate.title,
      status: candidate.status,
      people: candidate.people,
      applications: candidate.applications,
      voted: voted.has(candidate.id),
      similarity: Math.round(candidate.similarity * 100) / 100,
    }));
  }

  /** Those with the words in the title before those with them in the text. */
  private async candidates(
    text: SearchTerms,
    filters: RequestFilters,
    viewer: Viewer,
  ): Promise<Found[]> {
    const inTitle = await this.stores.search.candidates(text, viewer, {
      limit: CANDIDATES,
      filters,
      titleOnly: true,
    });
    if (inTitle.length >= CANDIDATES) {
      return inTitle;
    }
    const anywhere = await this.stores.search.candidates(text, viewer, {
      limit: CANDIDATES,
      filters,
    });
    const known = new Map(
      [...anywhere, ...inTitle].map(found => [found.id, found]),
    );
    return [...known.values()];
  }
}

function startOf(cursor: string): number {
  const [kind, start] = decodeCursor(cursor, 2);
  const number = Number(start);
  if (kind !== 'relevance' || !Number.isSafeInteger(number) || number < 0) {
    throw new InputError(
      'The cursor is of another list: start again without one, or use the nextCursor of the page before',
    );
  }
  return number;
}
