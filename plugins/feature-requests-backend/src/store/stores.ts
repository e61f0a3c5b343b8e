import { Knex } from 'knex';
import { AboutStore } from './AboutStore';
import { CommentStore } from './CommentStore';
import { DocumentStore } from './DocumentStore';
import { FacetStore } from './FacetStore';
import { HistoryStore } from './HistoryStore';
import { MergeStore } from './MergeStore';
import { NoticeStore } from './NoticeStore';
import { ReconcileStore } from './ReconcileStore';
import { RequestLists } from './RequestLists';
import { RequestReader } from './RequestReader';
import { RequestStore } from './RequestStore';
import { SearchStore } from './SearchStore';
import { VolunteerStore } from './VolunteerStore';
import { VoteStore } from './VoteStore';

/** All families of queries on one database. */
export function createStores(knex: Knex) {
  return {
    abouts: AboutStore.create(knex),
    comments: CommentStore.create(knex),
    documents: DocumentStore.create(knex),
    facets: FacetStore.create(knex),
    history: HistoryStore.create(knex),
    lists: RequestLists.create(knex),
    merges: MergeStore.create(knex),
    notices: NoticeStore.create(knex),
    reader: RequestReader.create(knex),
    reconcile: ReconcileStore.create(knex),
    requests: RequestStore.create(knex),
    search: SearchStore.create(knex),
    volunteers: VolunteerStore.create(knex),
    votes: VoteStore.create(knex),
  };
}

export type Stores = ReturnType<typeof createStores>;
