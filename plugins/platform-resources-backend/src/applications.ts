import {
  GitProgram,
  RepositoryCredentials,
} from '@commonhold/plugin-platform-resources-node/git';
import {
  AuthService,
  AuditorService,
  DiscoveryService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { Knex } from 'knex';
import { Mirrors } from './git/Mirrors';
import { RepositoryRules } from './git/RepositoryRules';
import { ApplicationSync } from './services/applications/ApplicationSync';
import { DefaultApplicationService } from './services/applications/DefaultApplicationService';
import { Resolutions } from './services/applications/Resolutions';
import { ComponentCatalog } from './services/components/ComponentCatalog';
import { TenantLimits } from './services/TenantLimits';
import { RepositorySettings } from './settings';
import { ApplicationStore } from './store/ApplicationStore';

/** Everything about applications, put together. Wiring only. */
export function assembleApplications(options: {
  readonly auditor: AuditorService;
  readonly auth: AuthService;
  readonly catalog: CatalogService;
  readonly discovery: DiscoveryService;
  readonly integrations: ScmIntegrations;
  readonly knex: Knex;
  readonly logger: LoggerService;
  readonly settings: RepositorySettings;
}) {
  const { auditor, auth, catalog, discovery, integrations, knex, settings } =
    options;
  const store = new ApplicationStore(knex);
  const limits = new TenantLimits(auth, discovery);
  const components = new ComponentCatalog({
    auth,
    catalog,
    limits,
    logger: options.logger,
    namespaces: settings.componentNamespaces,
  });
  const mirrors = new Mirrors({
    git: new GitProgram(),
    directory: settings.directory,
    rewrites: settings.rewrites,
    credentials: new RepositoryCredentials(integrations),
    limits: settings.limits,
  });
  const resolutions = new Resolutions(mirrors);
  return {
    store,
    limits,
    components,
    mirrors,
    resolutions,
    sync: new ApplicationSync({
      auth,
      catalog,
      limits,
      rules: new RepositoryRules(settings.allow),
      applications: store,
    }),
    service: new DefaultApplicationService({
      auditor,
      applications: store,
      components,
      mirrors,
      resolutions,
    }),
  };
}
