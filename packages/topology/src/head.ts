import { Problem } from './findings';
import { Deployment, readDeployment } from './parse/deployment';
import { DiscoveredFile, readDiscovered } from './parse/discovered';
import { openFile } from './parse/files';
import { Directory } from './tree';
import { pathInRepository, problemsOfFile } from './topologyNode';

/** What holds for the whole tree: deployment.yaml and discovered.yaml. */
export interface Head {
  readonly directory: Directory;
  readonly deployment: Deployment | undefined;
  readonly discovered: DiscoveredFile | undefined;
  readonly problems: readonly Problem[];
}

export function readHead(directory: Directory, before: Head | undefined): Head {
  const entry = directory.files.get('deployment.yaml');
  const topology = directory.directories.get('topology');
  const discoveredEntry = topology?.files.get('discovered.yaml');
  if (
    before &&
    before.directory.files.get('deployment.yaml') === entry &&
    before.directory.directories
      .get('topology')
      ?.files.get('discovered.yaml') === discoveredEntry
  ) {
    return before;
  }
  const problems: Problem[] = [];
  let deployment: Deployment | undefined;
  if (entry === undefined) {
    problems.push({
      code: 'DEPLOYMENT',
      message:
        'There is no deployment.yaml. Add one with apiVersion, kind, application and levels.',
      at: 'deployment.yaml',
      offset: undefined,
      component: undefined,
      pointer: undefined,
      subject: '',
    });
  } else {
    const { source, unreadable } = openFile('deployment.yaml', entry, 0);
    if (unreadable) {
      problems.push(...problemsOfFile(source, unreadable, []));
    } else {
      const file = readDeployment(source);
      deployment = file.deployment;
      problems.push(...problemsOfFile(source, file.unreadable, file.problems));
    }
  }
  let discovered: DiscoveredFile | undefined;
  if (discoveredEntry !== undefined) {
    const file = pathInRepository('', 'discovered.yaml');
    const { source, unreadable } = openFile(file, discoveredEntry, 0);
    discovered = unreadable ? undefined : readDiscovered(source);
    problems.push(
      ...problemsOfFile(
        source,
        unreadable ?? discovered?.unreadable,
        discovered?.problems ?? [],
      ),
    );
  }
  return { directory, deployment, discovered, problems };
}
