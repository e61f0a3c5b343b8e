import { createBackendFeatureLoader } from '@backstage/backend-plugin-api';
import { tenancyServiceFactory } from '@commonhold/plugin-tenancy-node';
import { gateServiceFactory } from './gate/gateServiceFactory';
import { signalsModuleTenancy } from './gate/signals/signalsModule';
import { tenancyPlugin } from './plugin';

/**
 * All of tenancy that a backend needs whatever else it has: the plugin, the
 * service through which others ask it, and the gate in front of every plugin.
 * One feature, so that nobody forgets the gate.
 *
 * @public
 */
export const tenancyFeatures = createBackendFeatureLoader({
  loader: () => [
    tenancyPlugin,
    tenancyServiceFactory,
    gateServiceFactory,
    signalsModuleTenancy,
  ],
});
