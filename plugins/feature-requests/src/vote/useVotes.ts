import { useApi } from '@backstage/core-plugin-api';
import { NewVote } from '@commonhold/plugin-feature-requests-common';
import { useCallback, useMemo, useRef, useState } from 'react';
import {
  FeatureRequestsApi,
  featureRequestsApiRef,
} from '../api/FeatureRequestsApi';
import { foresee, Voted, VoteIntent } from './optimisticVote';

/** What can be voted for. */
export type Votable = Voted & { readonly id: string };

export type VoteState = Voted & {
  /** Not with the server yet. */
  readonly saving: boolean;
  /** Why the last attempt failed; what is shown is as before it. */
  readonly error: Error | undefined;
};

export type Votes = {
  /** A request's votes as they are to be shown. */
  of(request: Votable): VoteState;
  cast(request: Votable, details?: NewVote): Promise<boolean>;
  withdraw(request: Votable): Promise<boolean>;
};

type Entry = {
  /** The request as it was loaded; once it is loaded anew, that one holds. */
  readonly basis: Votable;
  readonly confirmed: Voted;
  readonly wanted?: VoteIntent;
  readonly error?: Error;
};

/**
 * Votes that show at once and follow in the background. However quickly
 * somebody changes their mind, one call of a request is under way at a time and
 * the last wish wins; a wish that fails is taken back on screen.
 */
export function useVotes(): Votes {
  const boardApi = useApi(featureRequestsApiRef);
  const [entries, setEntries] = useState<ReadonlyMap<string, Entry>>(new Map());
  const queue = useRef(new Map<string, Queued>());

  const put = useCallback(
    (id: string, change: (entry: Entry | undefined) => Entry) =>
      setEntries(current => new Map(current).set(id, change(current.get(id)))),
    [],
  );

  const want = useCallback(
    async (request: Votable, intent: VoteIntent): Promise<boolean> => {
      const { id } = request;
      put(id, entry => ({
        basis: request,
        confirmed: entry?.basis === request ? entry.confirmed : request,
        wanted: intent,
      }));
      const queued = queue.current.get(id);
      if (queued) {
        queued.next = intent;
        return queued.done;
      }
      const mine: Queued = { next: intent, done: Promise.resolve(true) };
      queue.current.set(id, mine);
      mine.done = settle(boardApi, id, mine, answer =>
        put(id, entry => ({
          basis: entry?.basis ?? request,
          confirmed: answer.confirmed ?? entry?.confirmed ?? request,
          wanted: mine.next,
          error: answer.error,
        })),
      );
      try {
        return await mine.done;
      } finally {
        queue.current.delete(id);
      }
    },
    [boardApi, put],
  );

  return useMemo(
    () => ({
      of: request => {
        const entry = entries.get(request.id);
        if (!entry || entry.basis !== request) {
          return { ...votedOf(request), saving: false, error: undefined };
        }
        const shown = entry.wanted
          ? foresee(entry.confirmed, entry.wanted)
          : entry.confirmed;
        return {
          ...votedOf(shown),
          saving: entry.wanted !== undefined,
          error: entry.error,
        };
      },
      cast: (request, details = {}) => want(request, { kind: 'cast', details }),
      withdraw: request => want(request, { kind: 'withdraw' }),
    }),
    [entries, want],
  );
}

type Queued = { next: VoteIntent | undefined; done: Promise<boolean> };

/** @returns whether the last wish came true */
async function settle(
  boardApi: FeatureRequestsApi,
  requestId: string,
  queued: Queued,
  onAnswer: (answer: { confirmed?: Voted; error?: Error }) => void,
): Promise<boolean> {
  while (queued.next) {
    const intent = queued.next;
    queued.next = undefined;
    const path = { requestId };
    try {
      const confirmed =
        intent.kind === 'cast'
          ? await boardApi.ask('putVote', { path, body: intent.details })
          : await boardApi.ask('deleteVote', { path });
      onAnswer({ confirmed: votedOf(confirmed) });
    } catch (error) {
      queued.next = undefined;
      onAnswer({
        error: error instanceof Error ? error : new Error(String(error)),
      });
      return false;
    }
  }
  return true;
}

function votedOf({ myVote, demand }: Voted): Voted {
  return { myVote, demand };
}
