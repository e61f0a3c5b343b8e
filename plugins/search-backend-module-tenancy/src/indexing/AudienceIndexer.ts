import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { BatchSearchEngineIndexer } from '@backstage/plugin-search-backend-node';
import { IndexableDocument } from '@backstage/plugin-search-common';
import { AUDIENCE_FIELD, AudienceIndex } from '../engines/AudienceEngine';
import { documentAudience, entityRefOf } from './documentAudience';
import { EntityAudiences } from './EntityAudiences';
import { namedBy, withoutHiddenNames } from './hiddenNames';

/** Documents whose entities are looked up with one request. */
const BATCH_SIZE = 500;

/** Finds the audience of documents on their way into the index. */
export class AudienceIndexer extends BatchSearchEngineIndexer {
  constructor(
    private readonly options: {
      readonly index: AudienceIndex;
      /** New for this run. */
      readonly entities: EntityAudiences;
      /** Whether everyone may find documents that tell nothing else. */
      readonly isPublic: boolean;
    },
  ) {
    super({ batchSize: BATCH_SIZE });
    options.index.stream.on('error', error => this.destroy(error));
  }

  async initialize(): Promise<void> {}

  async index(documents: IndexableDocument[]): Promise<void> {
    const { index, entities, isPublic } = this.options;
    await entities.load(
      documents.flatMap(document => entityRefOf(document) ?? []),
    );
    await entities.load(
      documents.flatMap(document => namedBy(document, entities)),
    );
    for (const document of documents) {
      const audience = documentAudience(document, entities, isPublic);
      const bare = { ...withoutHiddenNames(document, audience, entities) };
      Reflect.deleteProperty(bare, AUDIENCE_FIELD);
      if (!index.stream.write(index.prepare(bare, audience))) {
        await once(index.stream, 'drain');
      }
    }
  }

  async finalize(): Promise<void> {
    const { stream } = this.options.index;
    stream.end();
    await finished(stream);
  }

  /** A run that ended early must not replace the index by a part of it. */
  _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    const { stream } = this.options.index;
    if (!stream.writableFinished) {
      stream.destroy(error ?? new Error('Indexing ended early'));
    }
    done(error);
  }
}
