import { Readable } from 'node:stream';
import { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import { ResponseError } from '@backstage/errors';
import {
  DocumentCollatorFactory,
  IndexableDocument,
} from '@backstage/plugin-search-common';
import {
  DefaultApiClient,
  SearchDocument,
  featureRequestReadPermission,
} from '@commonhold/plugin-feature-requests-common';

/** A request in the search of the portal. */
export type RequestDocument = IndexableDocument & {
  readonly status: string;
  readonly category: string;
  readonly tags: readonly string[];
  readonly people: number;
  readonly updatedAt: string;
  /**
   * Who may find it: what `@commonhold/plugin-search-backend-module-tenancy`
   * filters by inside the engine.
   */
  readonly tenancyAudience: readonly string[];
};

const PAGE = 100;

/**
 * Reads all requests from the board. Who may find one is decided twice: by its
 * audience in the engine, and by the permission to read it.
 */
export class RequestCollatorFactory implements DocumentCollatorFactory {
  readonly type = 'feature-request';
  readonly visibilityPermission = featureRequestReadPermission;

  private readonly client: DefaultApiClient;

  constructor(
    private readonly options: {
      readonly auth: AuthService;
      readonly discovery: DiscoveryService;
      /** Such as `/requests/:id` */
      readonly locationTemplate: string;
    },
  ) {
    this.client = new DefaultApiClient({ discoveryApi: options.discovery });
  }

  async getCollator(): Promise<Readable> {
    return Readable.from(this.documents());
  }

  private async *documents(): AsyncGenerator<RequestDocument> {
    let cursor: string | undefined;
    do {
      const page = await this.page(cursor);
      for (const item of page.items) {
        yield this.documentOf(item);
      }
      cursor = page.nextCursor;
    } while (cursor !== undefined);
  }

  private async page(cursor: string | undefined) {
    const { auth } = this.options;
    const { token } = await auth.getPluginRequestToken({
      onBehalfOf: await auth.getOwnServiceCredentials(),
      targetPluginId: 'feature-requests',
    });
    const response = await this.client.listDocuments(
      { query: { limit: PAGE, cursor } },
      { token },
    );
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response.json();
  }

  private documentOf(item: SearchDocument): RequestDocument {
    return {
      title: item.title,
      text: [item.description, ...item.tags].join('\n'),
      location: this.options.locationTemplate.replace(':id', item.id),
      status: item.status,
      category: item.category ?? '',
      tags: item.tags,
      people: item.people,
      updatedAt: item.updatedAt,
      tenancyAudience: item.audience,
      authorization: { resourceRef: item.id },
    };
  }
}
