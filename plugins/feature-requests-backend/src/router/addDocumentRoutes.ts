import { HttpAuthService } from '@backstage/backend-plugin-api';
import { formatRequestId } from '@commonhold/plugin-feature-requests-common';
import { DocumentStore } from '../store/DocumentStore';
import { OpenApiRouter, pageOf } from './openApiRouter';

/** For the search of the portal, which knows itself who may find what. */
export function addDocumentRoutes(
  router: OpenApiRouter,
  {
    httpAuth,
    documents,
  }: { httpAuth: HttpAuthService; documents: DocumentStore },
): void {
  router.get('/documents', async (req, res) => {
    await httpAuth.credentials(req, { allow: ['service'] });
    const { items, nextCursor } = await documents.page(pageOf(req.query));
    res.json({
      items: items.map(({ id, tags, audience, ...document }) => ({
        ...document,
        id: formatRequestId(id),
        tags: [...tags],
        audience: [...audience],
      })),
      nextCursor,
    });
  });
}
