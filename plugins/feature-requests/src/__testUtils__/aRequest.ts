import {
  BoardView,
  FeatureRequest,
  formatRequestId,
  Me,
} from '@commonhold/plugin-feature-requests-common';

let made = 0;

/** A request of which only what matters needs saying. */
export function aRequest(
  title: string,
  rest: Partial<FeatureRequest> = {},
): FeatureRequest {
  made += 1;
  return {
    id: formatRequestId(made),
    title,
    excerpt: rest.description ?? '',
    about: null,
    category: null,
    tags: [],
    status: 'new',
    visibility: 'shared',
    author: 'user:default/jonas.weber',
    tenant: 'payments',
    demand: {
      score: 1000,
      people: 1,
      applications: 1,
      tenants: 1,
      importance: { niceToHave: 0, important: 0, critical: 0 },
    },
    myVote: null,
    watching: false,
    comments: 0,
    plan: null,
    wantsHelp: false,
    mergedInto: null,
    hidden: false,
    locked: false,
    createdAt: '2026-11-01T09:00:00.000Z',
    updatedAt: '2026-11-01T09:00:00.000Z',
    description: '',
    version: 1,
    castBy: null,
    statusReason: null,
    statusAt: null,
    response: null,
    links: [],
    duplicates: 0,
    help: null,
    may: {
      vote: true,
      comment: true,
      edit: false,
      delete: false,
      manage: false,
      voteOnBehalf: false,
    },
    ...rest,
  };
}

export const somebody: Me = {
  userEntityRef: 'user:default/amelia.hart',
  roles: [],
  tenants: ['payments'],
  applications: [{ entityRef: 'system:payments/checkout', title: 'Checkout' }],
  defaultApplication: 'system:payments/checkout',
};

export const aProductManager: Me = {
  ...somebody,
  userEntityRef: 'user:default/ingrid.solberg',
  roles: ['product-manager'],
  tenants: ['platform'],
};

/** What a product manager may do with a request. */
export const mayEverything: FeatureRequest['may'] = {
  vote: true,
  comment: true,
  edit: true,
  delete: true,
  manage: true,
  voteOnBehalf: true,
};

export const theBoard: BoardView = {
  statuses: [
    ['new', 'New', '#5f6b68', true, false],
    ['under-review', 'Under review', '#8a6d00', true, false],
    ['planned', 'Planned', '#0b655d', true, false],
    ['in-progress', 'In progress', '#1f5fbf', true, false],
    ['shipped', 'Shipped', '#1d8a4b', false, false],
    ['declined', 'Declined', '#c2272d', false, true],
    ['duplicate', 'Duplicate', '#5f6b68', false, false],
  ].map(([status, label, color, open, needsReason]) => ({
    status: status as BoardView['statuses'][number]['status'],
    label: String(label),
    color: String(color),
    open: open === true,
    needsReason: needsReason === true,
  })),
  categories: ['Observability', 'Messaging'],
  peopleVisibleTo: 'own-tenant',
  creditsPerTenant: 100,
};
