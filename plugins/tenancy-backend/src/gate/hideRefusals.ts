import { Response } from 'express';

/**
 * Makes a plugin answer alike for what the caller may not see and for what is
 * not there, where the plugin itself tells them apart by 403 and 404.
 */
export function hideRefusals(res: Response): void {
  const json = res.json.bind(res);
  res.json = body => {
    if (res.statusCode !== 403 && res.statusCode !== 404) {
      return json(body);
    }
    res.status(404);
    return json({
      error: { name: 'NotFoundError', message: 'Not found' },
      response: { statusCode: 404 },
    });
  };
}
