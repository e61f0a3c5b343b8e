import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { Importance } from '@commonhold/plugin-feature-requests-common';
import { searchTerms } from '../search/searchTerms';
import { RequestFilters } from '../store/filters';
import { RequestQuery } from './RequestService';
import { Viewer } from './Viewer';

const IMPORTANCE_COLUMNS = {
  'nice-to-have': 'nice_to_have',
  important: 'important',
  critical: 'critical',
} as const satisfies Record<Importance, string>;

/**
 * Filters of a question, as far as the person may ask them: tenants whose
 * numbers they do not see are left out, so that they match nothing.
 */
export function readQuery(query: RequestQuery, viewer: Viewer): RequestFilters {
  const seen = (tenant: string) => viewer.peopleOf?.includes(tenant) ?? true;
  return {
    text: query.text ? searchTerms(query.text) : undefined,
    status: query.status,
    category: query.category,
    tag: query.tag?.map(tag => tag.toLocaleLowerCase('en')),
    about: query.about?.map(normalizeRef),
    tenant: query.tenant?.filter(seen),
    application: query.application && {
      refs: query.application.map(normalizeRef),
      tenants: viewer.peopleOf,
    },
    importance: query.importance?.map(value => IMPORTANCE_COLUMNS[value]),
    author: query.mine ? viewer.ref : undefined,
    voter: query.voted ? viewer.ref : undefined,
    watcher: query.watching ? viewer.ref : undefined,
    wantsHelp: query.wantsHelp,
    horizon: query.horizon,
    increment: query.increment,
  };
}

/** What is no ref stays what it is, and matches nothing. */
function normalizeRef(ref: string): string {
  try {
    return stringifyEntityRef(parseEntityRef(ref));
  } catch {
    return ref;
  }
}
