import { createExtensionPoint } from '@backstage/backend-plugin-api';
import { JsonObject } from '@backstage/types';
import { Observation, ResourceProvider } from './ResourceProvider';

/**
 * Where modules add what serves resources.
 *
 * @public
 */
export interface PlatformResourceProvidersExtensionPoint {
  /** @throws Error if another provider has this type */
  addProvider<
    Spec extends object,
    Observed extends Observation,
    Data extends JsonObject,
  >(
    provider: ResourceProvider<Spec, Observed, Data>,
  ): void;
}

/** @public */
export const platformResourceProvidersExtensionPoint =
  createExtensionPoint<PlatformResourceProvidersExtensionPoint>({
    id: 'platform-resources.providers',
  });
