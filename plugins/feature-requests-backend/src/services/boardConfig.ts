import { RootConfigService } from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import {
  BoardView,
  BoardViewPeopleVisibleToEnum,
  RequestStatus,
  StatusView,
} from '@commonhold/plugin-feature-requests-common';

/** The kinds of statuses, in the order in which a request goes through them. */
const STATUSES: readonly (Omit<StatusView, 'status'> & {
  readonly status: RequestStatus;
})[] = [
  {
    status: 'new',
    label: 'New',
    color: '#5b6b7d',
    open: true,
    needsReason: false,
  },
  {
    status: 'under-review',
    label: 'Under review',
    color: '#8a5a00',
    open: true,
    needsReason: false,
  },
  {
    status: 'planned',
    label: 'Planned',
    color: '#1f5fbf',
    open: true,
    needsReason: false,
  },
  {
    status: 'in-progress',
    label: 'In progress',
    color: '#6b3fb5',
    open: true,
    needsReason: false,
  },
  {
    status: 'shipped',
    label: 'Shipped',
    color: '#1b7a3d',
    open: false,
    needsReason: false,
  },
  {
    status: 'declined',
    label: 'Declined',
    color: '#a8322d',
    open: false,
    needsReason: true,
  },
  {
    status: 'duplicate',
    label: 'Duplicate',
    color: '#6e6e6e',
    open: false,
    needsReason: false,
  },
];

/** What is configured under `featureRequests`. */
export type BoardConfig = {
  readonly board: BoardView;
  readonly productManagers: readonly string[];
  readonly support: readonly string[];
  readonly limits: {
    readonly requestsPerHour: number;
    readonly commentsPerHour: number;
    readonly votesPerMinute: number;
  };
};

/** @throws InputError that names the key, for what is not valid */
export function readBoardConfig(config: RootConfigService): BoardConfig {
  const root = config.getOptionalConfig('featureRequests');
  const groups = (key: string) =>
    (root?.getOptionalStringArray(key) ?? []).map(ref =>
      stringifyEntityRef(parseEntityRef(ref, { defaultKind: 'group' })),
    );
  const known = STATUSES.map(({ status }) => status as string);
  for (const status of root?.getOptionalConfig('statuses')?.keys() ?? []) {
    if (!known.includes(status)) {
      throw new InputError(
        `featureRequests.statuses.${status} is no kind of status: choose from ${known.join(
          ', ',
        )}`,
      );
    }
  }
  return {
    board: {
      statuses: STATUSES.map(kind => ({
        ...kind,
        label:
          root?.getOptionalString(`statuses.${kind.status}.label`) ??
          kind.label,
        color:
          root?.getOptionalString(`statuses.${kind.status}.color`) ??
          kind.color,
      })),
      categories: root?.getOptionalStringArray('categories') ?? [],
      peopleVisibleTo: readVisibleTo(
        root?.getOptionalString('people.visibleTo'),
      ),
      creditsPerTenant: root?.getOptionalNumber('rounds.credits') ?? 100,
    },
    productManagers: groups('productManagers'),
    support: groups('support'),
    limits: {
      requestsPerHour: root?.getOptionalNumber('limits.requestsPerHour') ?? 30,
      commentsPerHour: root?.getOptionalNumber('limits.commentsPerHour') ?? 120,
      votesPerMinute: root?.getOptionalNumber('limits.votesPerMinute') ?? 120,
    },
  };
}

function readVisibleTo(
  value: string | undefined,
): BoardViewPeopleVisibleToEnum {
  switch (value) {
    case undefined:
      return 'own-tenant';
    case 'own-tenant':
    case 'product-managers':
    case 'everyone':
      return value;
    default:
      throw new InputError(
        `featureRequests.people.visibleTo is "${value}": choose from own-tenant, product-managers, everyone`,
      );
  }
}
