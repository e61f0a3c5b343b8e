import { Resolution, Tree, resolve } from '@commonhold/topology';
import { nodeSha256 } from '@commonhold/topology/node';
import { LRUCache } from 'lru-cache';
import { Mirrors } from '../../git/Mirrors';
import { Components } from '../components/ComponentCatalog';

/** What is needed to find a commit of an application. */
export type ApplicationPlace = {
  readonly ref: string;
  readonly url: string;
  readonly branch: string;
};

/** What is worth keeping: every file of a tree counts, and so do its leaves. */
const MAX_WEIGHT = 400_000;

/**
 * Resolutions of commits, in the memory of this replica. Any replica can make them
 * again from its mirror, so nothing is lost with a process.
 */
export class Resolutions {
  private readonly resolutions = new LRUCache<string, Promise<Resolution>>({
    maxSize: MAX_WEIGHT,
    sizeCalculation: () => 1,
  });

  constructor(private readonly mirrors: Mirrors) {}

  /** @param ref - where to fetch the commit from if it is not here yet */
  async of(
    application: ApplicationPlace,
    commit: string,
    components: Components,
    ref = `refs/heads/${application.branch}`,
  ): Promise<Resolution> {
    const key = `${application.ref}\n${application.url}\n${commit}\n${components.hash}`;
    const known = this.resolutions.get(key);
    if (known) {
      return known;
    }
    const resolution = this.resolve(application, commit, components, ref);
    this.resolutions.set(key, resolution, { size: 1 });
    resolution.then(
      ({ leaves }) =>
        this.resolutions.set(key, resolution, { size: 100 + leaves.size * 10 }),
      () => this.resolutions.delete(key),
    );
    return resolution;
  }

  private async resolve(
    application: ApplicationPlace,
    commit: string,
    components: Components,
    ref: string,
  ): Promise<Resolution> {
    const mirror = await this.mirrors.open(application.ref, application.url);
    await mirror.ensure(commit, ref);
    return resolveTree(await mirror.readTree(commit), components);
  }
}

export function resolveTree(tree: Tree, components: Components): Resolution {
  return resolve(tree, {
    components: components.definitions,
    sha256: nodeSha256,
  });
}
