import { Resolution } from '@commonhold/topology';
import { StoredApplication } from '../../store/ApplicationStore';
import { Resolutions, resolveTree } from '../applications/Resolutions';
import { ComponentCatalog } from '../components/ComponentCatalog';
import { ProposedState } from './ChangePlanner';

/** Resolves what a change comes from and what it makes. */
export class ProposedStates {
  constructor(
    private readonly components: ComponentCatalog,
    private readonly resolutions: Resolutions,
  ) {}

  /**
   * @param base - `null` where nothing was applied before
   * @param branch - where the commit is found
   */
  async ofCommits(
    application: StoredApplication,
    base: string | null,
    commit: string,
    branch: string,
  ): Promise<ProposedState> {
    const components = await this.components.get();
    const nothing = (): Resolution => resolveTree(new Map(), components);
    const before = base
      ? await this.resolutions.of(application, base, components).catch(
          // The branch was rewritten: its former commits may be gone.
          nothing,
        )
      : nothing();
    const after = await this.resolutions.of(
      application,
      commit,
      components,
      `refs/heads/${branch}`,
    );
    return { application, components, before, after };
  }

  /** A commit of the branch, with the components that it was resolved with. */
  async ofCommit(application: StoredApplication, commit: string) {
    const components = await this.components.get();
    const resolution = await this.resolutions.of(
      application,
      commit,
      components,
    );
    return { components, resolution };
  }

  /** What files would make of a commit. Nothing is written. */
  async ofEdits(
    application: StoredApplication,
    base: string,
    files: ReadonlyMap<string, string | undefined>,
  ): Promise<ProposedState> {
    const components = await this.components.get();
    const before = await this.resolutions.of(application, base, components);
    return { application, components, before, after: before.update(files) };
  }
}

/** Where the portal keeps a proposal in the deployment repository. */
export function branchOf(change: string): string {
  return `commonhold/change-${change}`;
}
