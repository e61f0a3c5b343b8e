import { Answer, PortalRequest } from '../http/PortalClient';
import { DemoPortal } from './DemoPortal';

/** @throws Error if the portal does not do it: the estate would miss something */
export async function succeed(
  portal: DemoPortal,
  request: PortalRequest,
  token = portal.serviceToken,
): Promise<Answer> {
  const answer = await portal.client.send(request, token);
  if (answer.status >= 300) {
    throw new Error(
      `The estate cannot be prepared: ${request.method} ${request.path} answers ${answer.status} ${answer.text}`,
    );
  }
  return answer;
}
