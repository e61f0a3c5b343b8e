import express from 'express';
import request from 'supertest';
import { createRouteMatcher, parseSafeRoute } from './routeMatcher';

function appWith(...routes: Parameters<typeof createRouteMatcher>[0]) {
  const matches = createRouteMatcher(routes);
  return express().use('/api/x', (req, res) => {
    res.status(matches(req, res) ? 200 : 404).end();
  });
}

describe('safe routes', () => {
  const app = appWith(
    'GET /tasks/:id',
    'POST /tasks',
    '* /anything',
    'GET /static/:name/*',
  );

  it.each([
    ['get', '/api/x/tasks/7', 200],
    ['get', '/api/x/Tasks/7/', 200],
    ['get', '/API/X/tasks/7?deep=1', 200],
    ['get', '/api/x/tasks/a%2Fb', 200],
    ['head', '/api/x/tasks/7', 200],
    ['delete', '/api/x/tasks/7', 404],
    ['get', '/api/x/tasks/7/logs', 404],
    ['get', '/api/x/tasks', 404],
    ['post', '/api/x/tasks', 200],
    ['patch', '/api/x/anything', 200],
    ['get', '/api/x/static/a/b/c.css', 200],
    ['get', '/api/x//tasks/7', 200],
    ['get', '/api/x/static/a', 404],
  ] as const)('%s %s answers %d', async (method, url, status) => {
    expect((await request(app)[method](url)).status).toBe(status);
  });

  it('match again and again', async () => {
    for (let i = 0; i < 3; i++) {
      expect((await request(app).get('/api/x/tasks/7')).status).toBe(200);
      expect((await request(app).get('/api/x/other')).status).toBe(404);
    }
  });

  it('are written as method and path', () => {
    expect(parseSafeRoute('GET /a/:b', 'here')).toBe('GET /a/:b');
    expect(() => parseSafeRoute('get /a', 'tenancy.gate.open[0]')).toThrow(
      'tenancy.gate.open[0] is "get /a"',
    );
  });
});
