import { DemandRow, VoteRow } from '../rows';
import { Visible } from '../visible';

export type NewVote = {
  readonly voter: string;
  /** '' is none. */
  readonly tenant: string;
  readonly application: string | null;
  /** 1 to 3; `undefined` leaves that of an earlier vote. */
  readonly importance?: number | null;
  /** `undefined` leaves that of an earlier vote. */
  readonly why?: string | null;
  readonly castBy: string | null;
  /** Milliseconds since 1970. */
  readonly castAt: number;
};

/**
 * - `cast`, `changed`, `withdrawn`: it was done
 * - `unchanged`: it was like that already
 * - `merged`: the request was merged, and its votes are elsewhere
 * - `hidden`: there is no such request, or not for the one who asks
 */
export type VotingOutcome =
  | 'cast'
  | 'changed'
  | 'withdrawn'
  | 'unchanged'
  | 'merged'
  | 'hidden';

export type VotingResult = {
  readonly outcome: VotingOutcome;
  /** What is counted now; absent for what is hidden. */
  readonly standing?: {
    readonly demand: DemandRow;
    readonly vote: VoteRow | null;
  };
};

/**
 * Votes with everything that follows from them, each in one transaction.
 * Identical votes at once leave one, and no error.
 */
export interface Voting {
  cast(
    requestId: number,
    vote: NewVote,
    visible: Visible,
  ): Promise<VotingResult>;

  withdraw(
    requestId: number,
    voter: string,
    visible: Visible,
  ): Promise<VotingResult>;
}
