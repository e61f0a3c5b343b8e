import { convertLegacyRouteRef } from '@backstage/core-compat-api';
import {
  ApiBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { SearchResultListItemBlueprint } from '@backstage/plugin-search-react/alpha';
import RequestsIcon from '@material-ui/icons/HowToVoteOutlined';
import { featureRequestsApiRef } from './api/FeatureRequestsApi';
import { FeatureRequestsClient } from './api/FeatureRequestsClient';
import { rootRouteRef } from './routes';

export { featureRequestsTranslationRef } from './translation';

const featureRequestsApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: featureRequestsApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new FeatureRequestsClient(deps),
    }),
});

const boardPage = PageBlueprint.make({
  params: {
    path: '/requests',
    title: 'Requests',
    icon: <RequestsIcon fontSize="inherit" />,
    routeRef: convertLegacyRouteRef(rootRouteRef),
    loader: () =>
      import('./components/FeatureRequests').then(m => <m.FeatureRequests />),
  },
});

/** Kinds that people build, offer and use, which they may wish more of. */
const WISHED_OF = { kind: { $in: ['Component', 'System', 'API', 'Resource'] } };

const entityContent = EntityContentBlueprint.make({
  name: 'requests',
  params: {
    path: '/requests',
    title: 'Requests',
    filter: WISHED_OF,
    loader: () =>
      import('./components/Entity/EntityRequestsContent').then(m => (
        <m.EntityRequestsContent />
      )),
  },
});

const entityCard = EntityCardBlueprint.make({
  name: 'requests',
  params: {
    filter: WISHED_OF,
    loader: () =>
      import('./components/Entity/EntityRequestsCard').then(m => (
        <m.EntityRequestsCard />
      )),
  },
});

const searchResult = SearchResultListItemBlueprint.make({
  params: {
    predicate: result => result.type === 'feature-requests',
    icon: <RequestsIcon />,
    component: () =>
      import('./components/Elsewhere/RequestSearchResult').then(
        m => m.RequestSearchResult,
      ),
  },
});

/**
 * Feature requests for apps on the new frontend system.
 *
 * @alpha
 */
export default createFrontendPlugin({
  pluginId: 'feature-requests',
  title: 'Requests',
  icon: <RequestsIcon fontSize="inherit" />,
  info: { packageJson: () => import('../package.json') },
  routes: { root: convertLegacyRouteRef(rootRouteRef) },
  extensions: [
    featureRequestsApi,
    boardPage,
    entityContent,
    entityCard,
    searchResult,
  ],
});
