import { ConflictError, InputError } from '@backstage/errors';
import {
  DemandBreakdown,
  NewVote as VoteInput,
  VoteOnBehalfResult,
  VoteResult,
  VotesPage,
  formatRequestId,
  tenantWeight,
} from '@commonhold/plugin-feature-requests-common';
import { importanceOf } from '../store/rows';
import { VoteStore } from '../store/VoteStore';
import { NewVote, VotingResult } from '../store/voting/Voting';
import { Audit } from './Audit';
import { fillIn } from './ballotPaper';
import { People } from './People';
import { noSuchRequest } from './RequestFinder';
import { OpenedRequest } from './RequestGuard';
import { PageRequest } from './RequestService';
import { demandView, myVoteView } from './requestViews';
import { Viewer } from './Viewer';
import { VoterApplications } from './VoterApplications';
import { WritingLimits } from './WritingLimits';

/** The logic of voting, without regard to who may. */
export class DefaultVoteService {
  constructor(
    private readonly options: {
      readonly applications: VoterApplications;
      readonly audit: Audit;
      readonly limits: WritingLimits;
      readonly people: People;
      readonly votes: VoteStore;
    },
  ) {}

  /** @returns `undefined` if the viewer sees no such request */
  async put(
    number: number,
    input: VoteInput,
    viewer: Viewer,
  ): Promise<VoteResult | undefined> {
    const { applications, limits } = this.options;
    if (!viewer.isUser) {
      throw new InputError('A service votes on behalf of somebody');
    }
    await limits.spend('vote', viewer);
    const vote = fillIn(
      input,
      { ...viewer, applications: await applications.of(viewer) },
      { by: null, at: Date.now() },
    );
    return voteResult(
      number,
      await this.cast('vote-cast', number, input, vote, viewer),
    );
  }

  /** @returns `undefined` if the viewer sees no such request */
  async delete(
    number: number,
    viewer: Viewer,
  ): Promise<VoteResult | undefined> {
    await this.options.limits.spend('vote', viewer);
    return voteResult(
      number,
      await this.withdraw('vote-withdraw', number, viewer.ref, viewer),
    );
  }

  async putOnBehalf(
    { number, viewer }: OpenedRequest,
    voterRef: string,
    input: VoteInput,
  ): Promise<VoteOnBehalfResult> {
    const { applications, people } = this.options;
    const voter = await people.find(voterRef);
    refuseInvisible(
      await this.options.votes.isInAudience(number, voter.audience),
      'They do not see this request, so that they cannot want it',
    );
    const vote = fillIn(
      input,
      { ...voter, applications: await applications.of(voter) },
      { by: viewer.ref, at: Date.now() },
    );
    return onBehalfResult(
      number,
      await this.cast('vote-cast-on-behalf', number, input, vote, viewer),
    );
  }

  /** Only what was cast on behalf is taken back so; one's own vote is one's own. */
  async deleteOnBehalf(
    { number, viewer }: OpenedRequest,
    voterRef: string,
  ): Promise<VoteOnBehalfResult> {
    const { people, votes } = this.options;
    const voter = await people.find(voterRef);
    const vote = await votes.find(number, voter.ref);
    if (vote && vote.cast_by === null) {
      throw new ConflictError(
        'They voted themselves: only they take that back',
      );
    }
    return onBehalfResult(
      number,
      await this.withdraw('vote-withdraw-on-behalf', number, voter.ref, viewer),
    );
  }

  async list(
    { number, viewer }: OpenedRequest,
    page: PageRequest,
  ): Promise<VotesPage> {
    const { items, others, nextCursor } = await this.options.votes.page(
      number,
      {
        ...page,
        seen: viewer.peopleOf && {
          tenants: viewer.peopleOf,
          person: viewer.ref,
        },
      },
    );
    return {
      items: items.map(vote => ({
        voter: vote.voter,
        importance: importanceOf(vote.importance),
        why: vote.why,
        tenant: vote.tenant_id === '' ? null : vote.tenant_id,
        application: vote.application,
        castAt: new Date(Number(vote.cast_at)).toISOString(),
        castBy: viewer.peopleOf === undefined ? vote.cast_by : null,
        origin:
          viewer.peopleOf === undefined && vote.origin_id !== null
            ? formatRequestId(Number(vote.origin_id))
            : null,
      })),
      others,
      nextCursor,
    };
  }

  async getDemand({
    number,
    row,
    viewer,
  }: OpenedRequest): Promise<DemandBreakdown> {
    const { votes } = this.options;
    const [byTenant, byApplication, percentile] = await Promise.all([
      votes.byTenant(number),
      votes.byApplication(number, viewer.peopleOf),
      votes.percentile(row.score, viewer.visible),
    ]);
    const isSeen = (tenant: string) =>
      viewer.peopleOf === undefined ||
      (tenant !== '' && viewer.peopleOf.includes(tenant));
    const seen = byTenant.filter(({ tenant_id }) => isSeen(tenant_id));
    const others = byTenant.filter(({ tenant_id }) => !isSeen(tenant_id));
    const sum = (numbers: readonly number[]) =>
      numbers.reduce((total, value) => total + value, 0);
    return {
      demand: demandView(row),
      percentile: Math.round(percentile * 10) / 10,
      byTenant: seen.map(({ tenant_id, people }) => ({
        tenant: tenant_id,
        people,
        score: tenantWeight(people),
      })),
      otherTenants: {
        tenants: others.length,
        people: sum(others.map(({ people }) => people)),
        score: sum(others.map(({ people }) => tenantWeight(people))),
      },
      byApplication,
    };
  }

  /**
   * Casts a vote; where an earlier one was for another tenant or application
   * than the one that is named now, it moves there with its date.
   */
  private async cast(
    event: string,
    number: number,
    input: VoteInput,
    vote: NewVote,
    viewer: Viewer,
  ): Promise<VotingResult> {
    const { audit, votes } = this.options;
    return audit.of(
      event,
      viewer,
      { request: formatRequestId(number), voter: vote.voter },
      async () => {
        const result = await votes.voting().cast(number, vote, viewer.visible);
        const names =
          input.tenant !== undefined || input.application !== undefined;
        const moves =
          names && ['changed', 'unchanged'].includes(result.outcome)
            ? await votes.recast(number, vote, input, viewer.visible)
            : undefined;
        return moves ?? result;
      },
      'low',
    );
  }

  private async withdraw(
    event: string,
    number: number,
    voter: string,
    viewer: Viewer,
  ): Promise<VotingResult> {
    const { audit, votes } = this.options;
    return audit.of(
      event,
      viewer,
      { request: formatRequestId(number), voter },
      () => votes.voting().withdraw(number, voter, viewer.visible),
      'low',
    );
  }
}

/** @returns `undefined` for what the voter does not see */
function voteResult(
  number: number,
  { outcome, standing }: VotingResult,
): VoteResult | undefined {
  refuseMerged(outcome);
  return (
    standing && {
      requestId: formatRequestId(number),
      demand: demandView(standing.demand),
      myVote: standing.vote ? myVoteView(standing.vote) : null,
      changed: outcome !== 'unchanged',
    }
  );
}

/** @throws NotFoundError if it was hidden meanwhile */
function onBehalfResult(
  number: number,
  { outcome, standing }: VotingResult,
): VoteOnBehalfResult {
  refuseMerged(outcome);
  if (!standing) {
    throw noSuchRequest(formatRequestId(number));
  }
  return {
    requestId: formatRequestId(number),
    demand: demandView(standing.demand),
    changed: outcome !== 'unchanged',
  };
}

function refuseMerged(outcome: VotingResult['outcome']): void {
  if (outcome === 'merged') {
    throw new ConflictError(
      'The request was merged into another: vote for that one',
    );
  }
}

function refuseInvisible(visible: boolean, message: string): void {
  if (!visible) {
    throw new InputError(message);
  }
}
