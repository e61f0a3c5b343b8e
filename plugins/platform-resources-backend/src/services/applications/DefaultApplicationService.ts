import { Mirror } from '@commonhold/plugin-platform-resources-node/git';
import {
  AuditorService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  Application,
  ApplicationNode,
  Commit,
  CommitFinding,
  EffectiveConfiguration,
  FilePlace,
  ValueExplanation,
} from '@commonhold/plugin-platform-resources-common';
import {
  NothingThereError,
  Origin,
  Resolution,
  explain,
  nodesOf,
} from '@commonhold/topology';
import { Mirrors } from '../../git/Mirrors';
import { Visible } from '../../permissions/AudienceDecisions';
import {
  ApplicationStore,
  ResolvedCommit,
  StoredApplication,
} from '../../store/ApplicationStore';
import { actorOf, audited } from '../audited';
import { ComponentCatalog } from '../components/ComponentCatalog';
import {
  ApplicationQuery,
  Page,
  PageRequest,
  RepositoryFile,
} from './ApplicationService';
import { Resolutions } from './Resolutions';

/** A node with more leaves is looked at leaf by leaf. */
const MAX_LEAVES = 200;
const MAX_COMMITS = 50;

/** The logic, without regard to who asks. */
export class DefaultApplicationService {
  constructor(
    private readonly options: {
      readonly auditor: AuditorService;
      readonly applications: ApplicationStore;
      readonly components: ComponentCatalog;
      readonly mirrors: Mirrors;
      readonly resolutions: Resolutions;
    },
  ) {}

  async list(
    request: PageRequest & ApplicationQuery,
    visible: Visible,
  ): Promise<Page<Application>> {
    const { applications } = this.options;
    const page = await applications.page({ ...request, ...visible });
    const heads = await this.headsOf(page.items);
    return {
      ...page,
      items: page.items.map(item => toApplication(item, heads.get(item.ref))),
    };
  }

  async get(ref: string, visible: Visible): Promise<Application> {
    const application = await this.find(ref, visible);
    const heads = await this.headsOf([application]);
    return toApplication(application, heads.get(application.ref));
  }

  async findings(
    ref: string,
    commit: string | undefined,
    visible: Visible,
  ): Promise<CommitFinding[]> {
    const application = await this.find(ref, visible);
    const id = commit ?? application.headCommit;
    return id ? this.options.applications.findings(application.ref, id) : [];
  }

  async commits(ref: string, visible: Visible): Promise<Commit[]> {
    const { application, commit, mirror } = await this.open(ref, visible);
    await mirror.ensure(commit, `refs/heads/${application.branch}`);
    return mirror.commitsBetween(undefined, commit, MAX_COMMITS);
  }

  async nodes(ref: string, visible: Visible): Promise<ApplicationNode[]> {
    const { resolution } = await this.resolved(ref, visible);
    const nodes = nodesOf(resolution);
    const leaves = new Map<string, number>();
    for (const { path } of nodes.filter(({ isLeaf }) => isLeaf)) {
      for (const above of pathsAbove(path)) {
        leaves.set(above, (leaves.get(above) ?? 0) + 1);
      }
    }
    return nodes.map(node => ({
      path: node.path,
      depth: node.depth,
      isLeaf: node.isLeaf,
      isProtected: node.isProtected,
      isBlocked: node.isBlocked,
      leaves: leaves.get(node.path) ?? 0,
      labels: Object.fromEntries(node.labels),
      vars: Object.fromEntries(node.vars),
      overlays: [...node.overlays],
    }));
  }

  async configurations(
    ref: string,
    place: { readonly node: string; readonly component?: string },
    visible: Visible,
  ): Promise<EffectiveConfiguration[]> {
    const { resolution } = await this.resolved(ref, visible);
    const beneath = leavesAt(resolution, place.node);
    if (beneath.length === 0) {
      throw new NotFoundError(`There is no node "${place.node}"`);
    }
    return beneath.slice(0, MAX_LEAVES).flatMap(path => {
      const leaf = resolution.leaf(path);
      return [...(leaf?.results ?? [])]
        .filter(([name]) => !place.component || name === place.component)
        .map(([component, result]) => ({
          leaf: path,
          component,
          blocked: result.blocked,
          value: (result.value ?? null) as EffectiveConfiguration['value'],
          sha256: result.sha256,
          instances: result.instances.map(({ name }) => name),
          origins: Object.fromEntries(
            // One leaf at a time is looked at closely; a node is an overview.
            (beneath.length === 1 ? result.origins() : []).map(
              ([pointer, origin]) => [pointer, placeOf(origin)],
            ),
          ),
        }));
    });
  }

  async explain(
    ref: string,
    place: {
      readonly leaf: string;
      readonly component: string;
      readonly pointer: string;
    },
    visible: Visible,
  ): Promise<ValueExplanation> {
    const { resolution, commit, mirror } = await this.resolved(ref, visible);
    try {
      const found = explain(
        resolution,
        place.leaf,
        place.component,
        place.pointer,
      );
      const places = [
        placeOf(found.origin),
        ...found.shadowed.map(({ origin }) => placeOf(origin)),
      ];
      const commits = await this.blame(mirror, commit, places);
      return {
        ...place,
        value: found.value as ValueExplanation['value'],
        written: (found.written ?? null) as ValueExplanation['written'],
        place: places[0],
        commit: commits[0],
        shadowed: found.shadowed.map(({ value }, i) => ({
          value: value as ValueExplanation['value'],
          place: places[i + 1],
          commit: commits[i + 1],
        })),
        variables: found.variables.map(({ name, value, origin }) => ({
          name,
          value,
          place: origin.kind === 'file' ? placeOf(origin) : null,
        })),
      };
    } catch (error) {
      if (error instanceof NothingThereError) {
        throw new NotFoundError(error.message);
      }
      throw error;
    }
  }

  async files(
    ref: string,
    node: string,
    visible: Visible,
  ): Promise<RepositoryFile[]> {
    const { application, commit, mirror } = await this.open(ref, visible);
    await mirror.ensure(commit, `refs/heads/${application.branch}`);
    const folder = node === '.' ? 'topology/' : `topology/${node}/`;
    const tree = await mirror.readTree(commit);
    return [...tree]
      .filter(
        ([path]) =>
          (path.startsWith(folder) &&
            path.endsWith('.yaml') &&
            !path.slice(folder.length).includes('/')) ||
          (node === '.' && path === 'deployment.yaml'),
      )
      .flatMap(([path, entry]) =>
        typeof entry === 'string' || entry instanceof Uint8Array
          ? [{ path, commit, content: Buffer.from(entry).toString('utf8') }]
          : [],
      )
      .sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  async refresh(
    ref: string,
    visible: Visible,
    credentials: BackstageCredentials,
  ): Promise<void> {
    const { auditor, applications } = this.options;
    const application = await this.find(ref, visible);
    await audited(
      auditor,
      {
        eventId: 'application-refresh',
        severityLevel: 'low',
        meta: {
          actor: actorOf(credentials),
          tenant: application.tenant,
          application: application.ref,
        },
      },
      () =>
        applications.makeDue(
          { ref: application.ref },
          new Date().toISOString(),
        ),
    );
  }

  /** The application with its newest commit, resolved. */
  async resolved(ref: string, visible: Visible) {
    const opened = await this.open(ref, visible);
    const components = await this.options.components.get();
    const resolution = await this.options.resolutions.of(
      opened.application,
      opened.commit,
      components,
    );
    return { ...opened, components, resolution };
  }

  async find(ref: string, visible: Visible): Promise<StoredApplication> {
    const application = await this.options.applications.find(
      ref.toLocaleLowerCase('en-US'),
      visible.criteria,
    );
    if (!application) {
      throw new NotFoundError(`There is no application "${ref}"`);
    }
    return application;
  }

  private async open(ref: string, visible: Visible) {
    const application = await this.find(ref, visible);
    const commit = application.headCommit;
    if (!commit) {
      throw new ConflictError(
        application.problem ??
          'The deployment repository was not read yet: try again in a moment',
      );
    }
    const mirror = await this.options.mirrors.open(
      application.ref,
      application.url,
    );
    return { application, commit, mirror };
  }

  private async headsOf(
    items: readonly StoredApplication[],
  ): Promise<Map<string, ResolvedCommit>> {
    return this.options.applications.commits(
      items.flatMap(({ ref, headCommit }) =>
        headCommit ? [{ ref, id: headCommit }] : [],
      ),
    );
  }

  private async blame(
    mirror: Mirror,
    commit: string,
    places: readonly (FilePlace | null)[],
  ): Promise<(Commit | null)[]> {
    const ids = await Promise.all(
      places.map(place =>
        place ? mirror.blame(commit, place.file, place.line) : undefined,
      ),
    );
    const infos = await mirror.commitInfos([
      ...new Set(ids.filter((id): id is string => id !== undefined)),
    ]);
    return ids.map(id => infos.find(info => info.id === id) ?? null);
  }
}

export function toApplication(
  application: StoredApplication,
  head: ResolvedCommit | undefined,
): Application {
  return {
    ref: application.ref,
    title: application.title,
    owner: application.owner,
    tenant: application.tenant,
    repository: {
      url: application.url,
      branch: application.branch,
      state: application.state,
      problem: application.problem,
      checkedAt: application.checkedAt,
    },
    head: head ? toCommit(head) : null,
    appliedCommit: application.appliedCommit,
    errors: head?.errors ?? 0,
    warnings: head?.warnings ?? 0,
    leaves: head?.leaves ?? 0,
    levels: head?.levels ?? [],
  };
}

export function toCommit({ id, author, authoredAt, title }: Commit): Commit {
  return { id, author, authoredAt, title };
}

export function placeOf(origin: Origin): FilePlace | null {
  return origin.kind === 'file'
    ? { file: origin.file, line: origin.line, column: origin.column }
    : null;
}

/** The leaves at or beneath a node. */
function leavesAt(resolution: Resolution, node: string): string[] {
  return [...resolution.leaves.keys()].filter(
    path => node === '.' || path === node || path.startsWith(`${node}/`),
  );
}

function pathsAbove(path: string): string[] {
  if (path === '.') {
    return ['.'];
  }
  const segments = path.split('/');
  return ['.', ...segments.map((_, i) => segments.slice(0, i + 1).join('/'))];
}
