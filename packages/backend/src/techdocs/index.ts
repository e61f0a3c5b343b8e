/**
 * TechDocs for people who have npm and nothing else.
 *
 * Backstage renders documentation with MkDocs, which needs Python or Docker. The demo portal must
 * start on a machine that has neither, so this module renders the same Markdown in Node into pages of
 * the same shape. It covers what documentation commonly uses: pages, navigation, tables, admonitions,
 * code, links and images. It has no MkDocs plugins and no themes.
 *
 * A company portal would rather leave this module out, build documentation with MkDocs in CI and
 * publish it to object storage: https://backstage.io/docs/features/techdocs/architecture
 */
import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { techdocsGeneratorExtensionPoint } from '@backstage/plugin-techdocs-node';
import { NodeTechdocsGenerator } from './NodeTechdocsGenerator';

export default createBackendModule({
  pluginId: 'techdocs',
  moduleId: 'node-generator',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        generator: techdocsGeneratorExtensionPoint,
        logger: coreServices.logger,
      },
      async init({ config, generator, logger }) {
        generator.setTechdocsGenerator(
          NodeTechdocsGenerator.fromConfig(config, { logger }),
        );
      },
    });
  },
});
