import { RouteGuard } from './Gate';
import { hideRefusals } from './hideRefusals';
import { createRouteMatcher } from './routeMatcher';

const isTask = createRouteMatcher([
  'GET /v2/tasks/:taskId',
  'POST /v2/tasks/:taskId/cancel',
  'POST /v2/tasks/:taskId/retry',
  'GET /v2/tasks/:taskId/eventstream',
  'GET /v2/tasks/:taskId/events',
]);

/** The scaffolder refuses the tasks of others; here they do not exist. */
export const scaffolderGuard: RouteGuard = async (req, res) => {
  if (isTask(req, res)) {
    hideRefusals(res);
  }
};
