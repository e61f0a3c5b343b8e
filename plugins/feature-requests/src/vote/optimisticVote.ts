import {
  Demand,
  MyVote,
  NewVote,
} from '@commonhold/plugin-feature-requests-common';

/** A vote and what it counts for, as far as one request is concerned. */
export type Voted = {
  readonly myVote: MyVote | null;
  readonly demand: Demand;
};

/** What somebody just did: voted, with or without details, or took it back. */
export type VoteIntent =
  | { readonly kind: 'cast'; readonly details: NewVote }
  | { readonly kind: 'withdraw' };

const countOf = {
  'nice-to-have': 'niceToHave',
  important: 'important',
  critical: 'critical',
} as const;

/**
 * What will be so once the server has answered. Whether an application is a new
 * one among the voters only the server knows: that number waits for it.
 */
export function foresee(
  before: Voted,
  intent: VoteIntent,
  now: Date = new Date(),
): Voted {
  const demand = {
    ...before.demand,
    importance: { ...before.demand.importance },
  };
  if (before.myVote) {
    demand.people -= 1;
    if (before.myVote.importance) {
      demand.importance[countOf[before.myVote.importance]] -= 1;
    }
  }
  if (intent.kind === 'withdraw') {
    return { myVote: null, demand };
  }
  const was: MyVote = before.myVote ?? {
    importance: null,
    why: null,
    tenant: null,
    application: null,
    castAt: now.toISOString(),
    castBy: null,
  };
  const { importance = was.importance ?? 'none', ...details } = intent.details;
  const myVote: MyVote = {
    ...was,
    ...details,
    importance: importance === 'none' ? null : importance,
  };
  demand.people += 1;
  if (myVote.importance) {
    demand.importance[countOf[myVote.importance]] += 1;
  }
  return { myVote, demand };
}
