import { HttpAuthService } from '@backstage/backend-plugin-api';
import { BoardService } from '../services/BoardService';
import { OpenApiRouter } from './openApiRouter';

const DEFAULT_SUGGESTIONS = 5;

export function addBoardRoutes(
  router: OpenApiRouter,
  { httpAuth, board }: { httpAuth: HttpAuthService; board: BoardService },
): void {
  router.get('/board', async (req, res) => {
    await httpAuth.credentials(req);
    res.json(board.getBoard());
  });

  router.get('/me', async (req, res) => {
    const credentials = await httpAuth.credentials(req, { allow: ['user'] });
    res.json(await board.getMe(credentials));
  });

  router.get('/suggestions', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { title, about, limit = DEFAULT_SUGGESTIONS } = req.query;
    res.json(await board.suggest(title, { about, limit }, credentials));
  });
}
