import { Knex } from 'knex';
import { SearchTerms } from '../search/searchTerms';
import { isPostgres } from './database';

/**
 * What has to occur: one of these groups of words, all words of the group.
 * One group of all words is the usual search.
 */
export type WordGroups = readonly (readonly string[])[];

/** Narrows a query of `requests` to those with the words in title or text. */
export function whereText(
  query: Knex.QueryBuilder,
  knex: Knex,
  search: SearchTerms,
  options: { groups?: WordGroups; titleOnly?: boolean } = {},
): void {
  const { groups = [search.terms], titleOnly = false } = options;
  if (isPostgres(knex)) {
    query.whereRaw(`requests.words @@ to_tsquery('english', ?)`, [
      postgresQuery(search, groups, titleOnly),
    ]);
  } else {
    query.whereIn('requests.id', found =>
      found
        .select('rowid')
        .from('request_words')
        .whereRaw('request_words match ?', [
          sqliteQuery(search, groups, titleOnly),
        ]),
    );
  }
}

// Words are letters and digits only, so that nothing in them is an operator.

function postgresQuery(
  search: SearchTerms,
  groups: WordGroups,
  titleOnly: boolean,
): string {
  return groups
    .map(group =>
      group
        .map(word => {
          const prefix = isPrefix(search, word) ? '*' : '';
          const weight = titleOnly ? 'A' : '';
          return `'${word}'${prefix || weight ? `:${prefix}${weight}` : ''}`;
        })
        .join(' & '),
    )
    .map(group => `(${group})`)
    .join(' | ');
}

function sqliteQuery(
  search: SearchTerms,
  groups: WordGroups,
  titleOnly: boolean,
): string {
  const words = groups
    .map(group =>
      group
        .map(word => `"${word}"${isPrefix(search, word) ? '*' : ''}`)
        .join(' AND '),
    )
    .map(group => `(${group})`)
    .join(' OR ');
  return titleOnly ? `{title} : (${words})` : words;
}

function isPrefix(search: SearchTerms, word: string): boolean {
  return search.lastIsPrefix && search.terms.at(-1) === word;
}
