import { NotFoundError } from '@backstage/errors';
import { JsonObject } from '@backstage/types';
import {
  Observation,
  PlatformResourceProvidersExtensionPoint,
  ResourceProvider,
} from '@commonhold/plugin-platform-resources-node';

/**
 * A provider whose own types are forgotten: it only ever gets back what it made
 * itself, and specs that its component's schema has checked.
 */
export type InstalledProvider = ResourceProvider;

/** The providers that are installed, by type. */
export class ProviderRegistry
  implements PlatformResourceProvidersExtensionPoint
{
  private readonly providers = new Map<string, InstalledProvider>();

  addProvider<
    Spec extends object,
    Observed extends Observation,
    Data extends JsonObject,
  >(provider: ResourceProvider<Spec, Observed, Data>): void {
    if (this.providers.has(provider.type)) {
      throw new Error(
        `There are two providers of the type "${provider.type}": install one of them`,
      );
    }
    this.providers.set(provider.type, provider as unknown as InstalledProvider);
  }

  has(type: string): boolean {
    return this.providers.has(type);
  }

  /** @throws NotFoundError if it is not installed */
  get(type: string): InstalledProvider {
    const provider = this.providers.get(type);
    if (!provider) {
      throw new NotFoundError(
        `No provider "${type}" is installed in this portal: an operator has to add the backend module that brings it`,
      );
    }
    return provider;
  }

  get types(): readonly string[] {
    return [...this.providers.keys()].sort();
  }
}
