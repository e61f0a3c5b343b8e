/**
 * TechDocs for people who have npm and nothing else.
 *
 * Backstage renders documentation with MkDocs, which needs Python or Docker. The demo portal must
 * start on a machine that has neither, so this module renders the same Markdown in Node into pages of
 * the same shape. It covers what documentation commonly uses: pages, navigation, tables, admonitions,
 * code, links and images. It has no MkDocs plugins and no themes. It also builds all documentation ahead,
 * so that search knows it before somebody opens it.
 *
 * A company portal would rather leave this module out, build documentation with MkDocs in CI and
 * publish it to object storage: https://backstage.io/docs/features/techdocs/architecture
 */
import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import {
  DirectoryPreparer,
  techdocsGeneratorExtensionPoint,
  techdocsPreparerExtensionPoint,
} from '@backstage/plugin-techdocs-node';
import { buildDocumentation } from './buildDocumentation';
import { LocalDocsPreparer } from './LocalDocsPreparer';
import { NodeTechdocsGenerator } from './NodeTechdocsGenerator';

export default createBackendModule({
  pluginId: 'techdocs',
  moduleId: 'node-generator',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        generator: techdocsGeneratorExtensionPoint,
        logger: coreServices.logger,
        preparers: techdocsPreparerExtensionPoint,
        reader: coreServices.urlReader,
        scheduler: coreServices.scheduler,
      },
      async init({
        auth,
        catalog,
        config,
        discovery,
        generator,
        logger,
        preparers,
        reader,
        scheduler,
      }) {
        generator.setTechdocsGenerator(
          NodeTechdocsGenerator.fromConfig(config, { logger }),
        );
        preparers.registerPreparer(
          'dir',
          new LocalDocsPreparer(
            DirectoryPreparer.fromConfig(config, { logger, reader }),
          ),
        );
        await scheduler.scheduleTask({
          id: 'techdocs-build-documentation',
          // Early, so that the first run of the search collator finds pages.
          initialDelay: { seconds: 10 },
          frequency: { minutes: 5 },
          timeout: { minutes: 5 },
          // Sites are published on the disk of each process.
          scope: 'local',
          fn: signal =>
            buildDocumentation({ auth, catalog, discovery, logger, signal }),
        });
      },
    });
  },
});
