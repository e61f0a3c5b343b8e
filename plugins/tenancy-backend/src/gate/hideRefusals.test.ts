import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { MiddlewareFactory } from '@backstage/backend-defaults/rootHttpRouter';
import { mockServices } from '@backstage/backend-test-utils';
import express from 'express';
import request from 'supertest';
import { hideRefusals } from './hideRefusals';

const middleware = MiddlewareFactory.create({
  config: mockServices.rootConfig(),
  logger: mockServices.logger.mock(),
});

const app = express()
  .use((_, res, next) => {
    hideRefusals(res);
    next();
  })
  .get('/hidden', () => {
    throw new NotAllowedError('This task is not yours');
  })
  .get('/absent', () => {
    throw new NotFoundError('There is no such task');
  })
  .get('/own', (_, res) => {
    res.json({ id: 'own' });
  })
  .use(middleware.error());

describe('what is hidden', () => {
  it.each(['get', 'head'] as const)(
    'answers as what is not there, to %s',
    async method => {
      const hidden = await request(app)[method]('/hidden');
      const absent = await request(app)[method]('/absent');
      expect(hidden.status).toBe(404);
      expect(absent.status).toBe(404);
      expect(hidden.text).toEqual(absent.text);
      expect(hidden.headers['content-length']).toBe(
        absent.headers['content-length'],
      );
    },
  );

  it('leaves what is visible', async () => {
    const own = await request(app).get('/own');
    expect(own.body).toEqual({ id: 'own' });
  });
});
