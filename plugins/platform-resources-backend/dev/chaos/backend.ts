/*
 * One backend process of the chaos run: the plugin as it runs in a portal, with the real
 * provider and two slow ones. Started by `Fleet`.
 */
import { createBackend } from '@backstage/backend-defaults';
import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  PostgresqlProvider,
  readClusterOptions,
} from '@commonhold/plugin-platform-resources-backend-module-postgresql';
import { platformResourceProvidersExtensionPoint } from '@commonhold/plugin-platform-resources-node';
import { platformResourcesPlugin } from '../../src/plugin';
import { SlowProvider } from './SlowProvider';

/** Types of the slow providers, with how slow they are. */
export const SLOW = { type: 'postgresql-slow', delayMs: 400 };
export const FAR = { type: 'postgresql-far', delayMs: 60 };

const providers = createBackendModule({
  pluginId: 'platform-resources',
  moduleId: 'chaos-providers',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        extension: platformResourceProvidersExtensionPoint,
      },
      async init({ config, extension }) {
        const inner = new PostgresqlProvider({
          clusters: readClusterOptions(config),
        });
        extension.addProvider(inner);
        for (const { type, delayMs } of [SLOW, FAR]) {
          extension.addProvider(new SlowProvider(type, inner, delayMs));
        }
      },
    });
  },
});

if (require.main === module) {
  const backend = createBackend();
  backend.add(platformResourcesPlugin);
  backend.add(providers);
  backend.start().catch(error => {
    process.stderr.write(`${error}\n`);
    process.exit(1);
  });
}
