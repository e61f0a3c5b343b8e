import { NotFoundError } from '@backstage/errors';
import {
  FeatureRequest,
  FeatureRequestSummary,
  RequestAbilities,
  requestNumber,
} from '@commonhold/plugin-feature-requests-common';
import { AboutStore } from '../store/AboutStore';
import { RequestReader } from '../store/RequestReader';
import { RequestStore } from '../store/RequestStore';
import { DemandRow, RequestRow } from '../store/rows';
import { Viewer } from './Viewer';
import { requestView, summaryView } from './requestViews';

export type FoundRequest = RequestRow & DemandRow;

/** Finds requests for those who may see them, and shows them. */
export class RequestFinder {
  constructor(
    private readonly stores: {
      readonly abouts: AboutStore;
      readonly reader: RequestReader;
      readonly requests: RequestStore;
    },
  ) {}

  /** @throws NotFoundError, for what is hidden as for what is not there */
  async find(
    id: string,
    viewer: Viewer,
  ): Promise<{ number: number; row: FoundRequest }> {
    const number = requestNumber(id);
    const row =
      number === undefined
        ? undefined
        : await this.stores.requests.find(number, viewer.visible);
    if (number === undefined || !row) {
      throw noSuchRequest(id);
    }
    return { number, row };
  }

  async sees(number: number, viewer: Viewer): Promise<boolean> {
    return Boolean(await this.stores.requests.find(number, viewer.visible));
  }

  /**
   * Who decides about a request: product managers, and the owners of what it is
   * about.
   */
  async isManager(viewer: Viewer, row: RequestRow): Promise<boolean> {
    if (viewer.roles.has('product-manager')) {
      return true;
    }
    if (row.about_ref === null || !viewer.isUser) {
      return false;
    }
    const owner = await this.stores.abouts.ownerOf(row.about_ref);
    return (
      owner !== null && (owner === viewer.ref || viewer.groups.includes(owner))
    );
  }

  async view(number: number, viewer: Viewer): Promise<FeatureRequest> {
    const { reader } = this.stores;
    const [[read], row] = await Promise.all([
      reader.read([number], viewer),
      this.stores.requests.find(number, viewer.visible),
    ]);
    if (!read || !row) {
      throw new NotFoundError('The request is not there any more');
    }
    const [links, duplicates, volunteers, may] = await Promise.all([
      reader.linksOf(number),
      read.demand.merged_here > 0
        ? reader.countDuplicates(number, viewer.visible)
        : 0,
      reader.volunteersOf(number, viewer.ref),
      this.abilities(viewer, row),
    ]);
    return requestView(
      read,
      { description: row.description, links, duplicates, volunteers, may },
      viewer,
    );
  }

  async summaries(
    numbers: readonly number[],
    viewer: Viewer,
  ): Promise<FeatureRequestSummary[]> {
    const read = await this.stores.reader.read(numbers, viewer);
    return read.map(request => summaryView(request, viewer));
  }

  private async abilities(
    viewer: Viewer,
    row: FoundRequest,
  ): Promise<RequestAbilities> {
    const manage = await this.isManager(viewer, row);
    const writes = viewer.canWrite;
    const open = row.merged_into === null;
    const own = row.author === viewer.ref;
    const locked = row.locked_at !== null;
    return {
      vote: writes && viewer.isUser && open,
      comment: writes && open && (!locked || manage),
      edit: writes && (manage || (own && !locked)),
      delete: writes && (manage || (own && isUntouched(row))),
      manage: writes && manage,
      voteOnBehalf: writes && open && viewer.roles.has('support'),
    };
  }
}

/** Nobody but its author has voted or commented yet. */
export function isUntouched(row: FoundRequest): boolean {
  return row.people <= 1 && row.comment_count === 0 && row.merged_here === 0;
}

export function noSuchRequest(id: string): NotFoundError {
  return new NotFoundError(`There is no request "${id}"`);
}
