import { SurfaceProbes, forEach, get, post } from './SurfaceProbes';
import { spread } from '../routes/fillRoute';

/**
 * Clusters and services behind the portal, which reaches them with its own
 * credentials.
 *
 * @param proxied - names of `proxy.endpoints`, with whose they are
 */
export function services(
  proxied: readonly { readonly prober: string; readonly endpoint: string }[],
): readonly SurfaceProbes[] {
  return [
    {
      surface: 'proxy services',
      probe: async audit => {
        await forEach(
          proxied
            .filter(({ prober }) => prober !== audit.prober.id)
            .flatMap(({ endpoint }) =>
              ['', '/', '/reports?all=true', '/api/v1/query'].map(rest =>
                get(`/api/proxy/${endpoint}${rest}`),
              ),
            ),
          request => audit.reads(request),
        );
      },
    },
    {
      surface: 'kubernetes objects',
      probe: async audit => {
        const { hidden, target } = audit;
        const clusters = hidden.names;
        await forEach(
          [
            get('/api/kubernetes/clusters'),
            ...clusters.flatMap(cluster =>
              [
                '/api/v1/pods',
                '/api/v1/secrets',
                '/apis/apps/v1/deployments',
              ].map(path => ({
                ...get(`/api/kubernetes/proxy${path}`),
                headers: { 'Backstage-Kubernetes-Cluster': cluster },
              })),
            ),
            get('/api/kubernetes/proxy/api/v1/pods'),
          ],
          request => audit.reads(request),
        );
        await forEach(
          spread(hidden.entities, target.short ? 3 : 10).flatMap(
            ({ ref, name, namespace, kind }) => {
              const entity = {
                apiVersion: 'backstage.io/v1alpha1',
                kind,
                metadata: {
                  name,
                  namespace,
                  annotations: { 'backstage.io/kubernetes-id': name },
                },
              };
              return [
                post(`/api/kubernetes/services/${name}`, { auth: {}, entity }),
                post('/api/kubernetes/resources/workloads/query', {
                  auth: {},
                  entityRef: ref,
                }),
                post('/api/kubernetes/resources/custom/query', {
                  auth: {},
                  entityRef: ref,
                  customResources: [
                    { group: 'apps', apiVersion: 'v1', plural: 'deployments' },
                  ],
                }),
              ];
            },
          ),
          request => audit.asksAlike(request),
        );
      },
    },
  ];
}
