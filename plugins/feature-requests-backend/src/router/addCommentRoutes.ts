import { HttpAuthService } from '@backstage/backend-plugin-api';
import { CommentService } from '../services/CommentService';
import { OpenApiRouter, pageOf } from './openApiRouter';

export function addCommentRoutes(
  router: OpenApiRouter,
  {
    httpAuth,
    comments,
  }: { httpAuth: HttpAuthService; comments: CommentService },
): void {
  router.get('/requests/:requestId/comments', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json(
      await comments.list(
        req.params.requestId,
        { ...pageOf(req.query), internal: req.query.internal ?? false },
        credentials,
      ),
    );
  });

  router.post('/requests/:requestId/comments', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { requestId } = req.params;
    res
      .status(201)
      .json(await comments.create(requestId, req.body, credentials));
  });

  router.patch('/comments/:commentId', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { commentId } = req.params;
    res.json(await comments.update(commentId, req.body.text, credentials));
  });

  router.delete('/comments/:commentId', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    await comments.delete(req.params.commentId, credentials);
    res.status(204).send();
  });

  router.put('/comments/:commentId/moderation', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { commentId } = req.params;
    res.json(await comments.moderate(commentId, req.body, credentials));
  });
}
