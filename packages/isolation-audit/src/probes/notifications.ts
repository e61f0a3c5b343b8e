import { SurfaceProbes, forEach, get, q } from './SurfaceProbes';
import { spread } from '../routes/fillRoute';

/** Notifications, topics and settings of others. */
export const notifications: SurfaceProbes = {
  surface: 'notifications inbox',
  probe: async audit => {
    const { hidden, target, prober } = audit;
    await forEach(
      ['/api/notifications', '/api/notifications/notifications'].flatMap(
        base => [
          get(base),
          get(`${base}?limit=100&sort=created&sortOrder=asc`),
          get(`${base}?read=false`),
          get(`${base}?search=zq`),
          get(`${base}?minimumSeverity=low`),
        ],
      ),
      request => audit.reads(request),
    );
    await forEach(
      ['status', 'topics', 'settings'].map(part =>
        get(`/api/notifications/${part}`),
      ),
      request => audit.reads(request),
    );
    await forEach(
      [
        ...hidden.notifications.flatMap(id => [
          get(`/api/notifications/${id}`),
          get(`/api/notifications/notifications/${id}`),
        ]),
        ...spread(
          target.secrets.hiddenFrom(prober.id),
          target.short ? 10 : 40,
        ).flatMap(word => [
          get(`/api/notifications/notifications?topic=${q(word)}`),
          get(`/api/notifications/notifications?search=${q(word)}`),
        ]),
      ],
      request => audit.asksAlike(request),
    );
  },
};
