import { LoggerService } from '@backstage/backend-plugin-api';
import { LunrQueryTranslator } from '@backstage/plugin-search-backend-node';
import {
  IndexableResultSet,
  SearchQuery,
} from '@backstage/plugin-search-common';
import { Audience } from '@commonhold/plugin-tenancy-common';
import { AudienceEngine, AudienceIndex } from './AudienceEngine';
import { LunrByAudience } from './LunrByAudience';

/** The engine of portals without PostgreSQL or another search engine. */
export class LunrAudienceEngine implements AudienceEngine {
  private readonly lunrEngine: LunrByAudience;

  constructor(logger: LoggerService) {
    this.lunrEngine = new LunrByAudience({ logger });
  }

  async createIndex(type: string): Promise<AudienceIndex> {
    return this.lunrEngine.createIndex(type);
  }

  async query(
    query: SearchQuery,
    audience: readonly Audience[] | undefined,
  ): Promise<IndexableResultSet> {
    return this.lunrEngine.queryFor(query, audience);
  }

  setTranslator(translator: LunrQueryTranslator): void {
    this.lunrEngine.setTranslator(translator);
  }
}
