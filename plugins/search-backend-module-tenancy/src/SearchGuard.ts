import { createExtensionPointFactoryMiddleware } from '@backstage/backend-app-api';
import {
  ResourcePermission,
  isResourcePermission,
} from '@backstage/plugin-permission-common';
import { LunrSearchEngine } from '@backstage/plugin-search-backend-node';
import {
  searchEngineRegistryExtensionPoint,
  searchIndexRegistryExtensionPoint,
} from '@backstage/plugin-search-backend-node/alpha';
import { DocumentCollatorFactory } from '@backstage/plugin-search-common';
import { AudienceEngine } from './engines/AudienceEngine';
import { FilteringEngine } from './engines/FilteringEngine';
import { LunrAudienceEngine } from './engines/LunrAudienceEngine';
import { TenantSearchEngine, TenantSearchServices } from './TenantSearchEngine';

/**
 * Where the two halves meet: the middleware, which has no services, and the
 * module, which has them but cannot see the engine and the collators of others.
 */
export class SearchGuard {
  private services: TenantSearchServices | undefined;
  private engine: AudienceEngine | undefined;
  private tenantEngine: TenantSearchEngine | undefined;
  private readonly types = new Set<string>();
  private readonly permissions = new Map<string, ResourcePermission>();

  /**
   * Search gets our engine at once, and ours the one that another module sets,
   * or lunr if none does. The point is asked for by each module that depends on
   * it, with the same original.
   */
  private readonly engineMiddleware = createExtensionPointFactoryMiddleware({
    extensionPoint: searchEngineRegistryExtensionPoint,
    middleware: async original => {
      if (!this.tenantEngine) {
        this.tenantEngine = new TenantSearchEngine({
          services: () => this.services,
          engine: () => this.engineInUse(),
        });
        original.setSearchEngine(this.tenantEngine);
      }
      return {
        setSearchEngine: engine => {
          if (this.engine) {
            throw new Error('Only one module can set the search engine');
          }
          if (engine instanceof LunrSearchEngine) {
            throw new Error(
              'Leave out the module that sets the lunr search engine: its filters do not tell tenants apart, and tenancy brings one that does',
            );
          }
          this.engine = new FilteringEngine(engine);
        },
      };
    },
  });

  /**
   * Around our engine stands upstream's, which asks the policy result by result
   * where a type of documents has a resource permission. It starts over for
   * every page and knows no count, so it is not told of these permissions:
   * ours asks the same questions of the same policy, for the page alone.
   */
  private readonly collatorMiddleware = createExtensionPointFactoryMiddleware({
    extensionPoint: searchIndexRegistryExtensionPoint,
    middleware: async original => ({
      addDecorator: options => original.addDecorator(options),
      addCollator: ({ factory, schedule }) =>
        original.addCollator({ factory: this.takeOver(factory), schedule }),
    }),
  });

  /** For `createSpecializedBackend`, all of them. */
  readonly middleware = [this.engineMiddleware, this.collatorMiddleware];

  provide(services: TenantSearchServices): void {
    this.services = services;
  }

  /** Whether search got our engine. */
  isGuarding(): boolean {
    return this.tenantEngine !== undefined;
  }

  /** The permission that decides on single documents of a type. */
  permissionOf(type: string): ResourcePermission | undefined {
    return this.permissions.get(type);
  }

  /** The types of documents that collators were added for. */
  documentTypes(): readonly string[] {
    return [...this.types];
  }

  private takeOver(factory: DocumentCollatorFactory): DocumentCollatorFactory {
    const { type, visibilityPermission: permission } = factory;
    this.types.add(type);
    if (!permission || !isResourcePermission(permission)) {
      return factory;
    }
    this.permissions.set(type, permission);
    const isGuarding = () => this.isGuarding();
    return {
      type,
      // Read when all modules have started: nobody decides twice, nor nobody.
      get visibilityPermission() {
        return isGuarding() ? undefined : permission;
      },
      getCollator: () => factory.getCollator(),
    };
  }

  private engineInUse(): AudienceEngine {
    if (!this.services) {
      throw new Error(
        'Search has no tenancy: add searchModuleTenancy of the same createTenancySearch() to the backend',
      );
    }
    this.engine ??= new LunrAudienceEngine(this.services.logger);
    return this.engine;
  }
}
