import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { BatchSearchEngineIndexer } from '@backstage/plugin-search-backend-node';
import { IndexableDocument } from '@backstage/plugin-search-common';
import { AUDIENCE_FIELD, AudienceIndex } from '../engines/AudienceEngine';
import { DocumentAudiences } from './DocumentAudiences';

/** Documents whose entities are looked up with one request. */
const BATCH_SIZE = 500;

/** Finds the audience of documents on their way into the index. */
export class AudienceIndexer extends BatchSearchEngineIndexer {
  private readonly known = new Map<string, readonly string[]>();

  constructor(
    private readonly options: {
      readonly type: string;
      readonly index: AudienceIndex;
      readonly audiences: DocumentAudiences;
    },
  ) {
    super({ batchSize: BATCH_SIZE });
    options.index.stream.on('error', error => this.destroy(error));
  }

  async initialize(): Promise<void> {}

  async index(documents: IndexableDocument[]): Promise<void> {
    const { type, index, audiences } = this.options;
    const found = await audiences.find(type, documents, this.known);
    for (const [position, document] of documents.entries()) {
      const bare = { ...document };
      Reflect.deleteProperty(bare, AUDIENCE_FIELD);
      if (!index.stream.write(index.prepare(bare, found[position]))) {
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
