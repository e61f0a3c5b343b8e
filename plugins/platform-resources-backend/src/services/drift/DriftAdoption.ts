import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import { JsonObject } from '@backstage/types';
import {
  DriftChange,
  OverlayEdit,
  Resource,
} from '@commonhold/plugin-platform-resources-common';
import { ChangeForCaller, ChangeService } from '../changes/ChangeService';
import { ResourceService } from '../resources/ResourceService';

/** Takes over into Git what others changed, as a change like any other. */
export class DriftAdoption {
  constructor(
    private readonly options: {
      readonly resources: ResourceService;
      readonly changes: ChangeService;
      /** Whether the component of an overlay has instances. */
      readonly hasInstances: (overlay: string) => Promise<boolean>;
    },
  ) {}

  /**
   * Looks at the resource once more, and proposes what is there as an overlay at its
   * leaf.
   *
   * @throws ConflictError if it is what Git says, or cannot be written in Git
   */
  async adopt(
    id: string,
    why: string,
    credentials: BackstageCredentials,
  ): Promise<ChangeForCaller> {
    const { resources, changes, hasInstances } = this.options;
    const resource = await resources.refresh(id, credentials);
    const edit = adoptingEdit(resource, await hasInstances(resource.overlay));
    return changes.create(
      resource.application,
      {
        title: `Adopt what is there of ${resource.instance} at ${resource.leaf}`,
        why,
        edits: [{ overlay: edit }],
      },
      credentials,
    );
  }
}

/** The edit that makes Git say what is there. Pure. */
export function adoptingEdit(
  { drift, leaf, overlay, instance }: Resource,
  hasInstances: boolean,
): OverlayEdit {
  if (!drift) {
    throw new ConflictError('It is what Git says: there is nothing to adopt');
  }
  const changes = drift.changes.filter(change => change.in === 'spec');
  if (changes.length === 0) {
    throw new ConflictError(
      'Only its tags differ, which follow from labels and variables: put it right, or change those',
    );
  }
  if (changes.some(({ pointer }) => pointer === '')) {
    throw new ConflictError(
      'Nothing is there any more: propose its removal, or put it right',
    );
  }
  return {
    node: leaf,
    component: overlay,
    ...(hasInstances && { instance }),
    patch: changes.map(operationOf),
  };
}

function operationOf({ pointer, observed }: DriftChange): JsonObject {
  return observed === null
    ? { op: 'remove', path: pointer }
    : { op: 'add', path: pointer, value: observed };
}
