import { startTestBackend, mockServices } from '@backstage/backend-test-utils';
import {
  BackendFeature,
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import searchPlugin from '@backstage/plugin-search-backend';
import {
  LunrSearchEngine,
  SearchEngine,
} from '@backstage/plugin-search-backend-node';
import { searchEngineRegistryExtensionPoint } from '@backstage/plugin-search-backend-node/alpha';
import { createTenancySearch } from './module';

const lunr = () => new LunrSearchEngine({ logger: mockServices.logger.mock() });

/** A module like those that bring a search engine. */
const engineModule = (engine: SearchEngine, moduleId = 'engine') =>
  createBackendModule({
    pluginId: 'search',
    moduleId,
    register(env) {
      env.registerInit({
        deps: {
          registry: searchEngineRegistryExtensionPoint,
          _logger: coreServices.logger,
        },
        async init({ registry }) {
          registry.setSearchEngine(engine);
        },
      });
    },
  });

/** An engine of somebody else. */
const otherEngine = (): SearchEngine => {
  const engine = lunr();
  return {
    setTranslator: () => {},
    getIndexer: type => engine.getIndexer(type),
    query: query => engine.query(query),
  };
};

async function start(
  features: BackendFeature[],
  { withMiddleware = true } = {},
) {
  const { searchModuleTenancy, searchMiddleware } = createTenancySearch();
  // Accepted while it runs, though its types do not tell.
  const options = {
    features: [searchPlugin, searchModuleTenancy, ...features],
    extensionPointFactoryMiddleware: withMiddleware ? searchMiddleware : [],
  };
  return startTestBackend(options);
}

describe('a backend with tenancy in its search', () => {
  it('starts without an engine module, and with one', async () => {
    for (const features of [[], [engineModule(otherEngine())]]) {
      const backend = await start(features);
      expect(backend.server.listening).toBe(true);
      await backend.stop();
    }
  });

  it('does not start without the middleware', async () => {
    await expect(start([], { withMiddleware: false })).rejects.toThrow(
      'give searchMiddleware of the same createTenancySearch()',
    );
  });

  it('does not start with the lunr of others', async () => {
    await expect(start([engineModule(lunr())])).rejects.toThrow(
      'Leave out the module that sets the lunr search engine',
    );
  });

  it('does not start with two engines', async () => {
    await expect(
      start([
        engineModule(otherEngine()),
        engineModule(otherEngine(), 'another-engine'),
      ]),
    ).rejects.toThrow('Only one module can set the search engine');
  });
});
