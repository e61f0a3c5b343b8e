import { InputError } from '@backstage/errors';
import { NewVote as VoteInput } from '@commonhold/plugin-feature-requests-common';
import { importanceNumber } from '../store/rows';
import { NewVote } from '../store/voting/Voting';
import { ApplicationsOfVoter } from './VoterApplications';

/**
 * A vote as it is counted: with the tenant and application of the voter now.
 *
 * @throws InputError for a tenant or application that is not the voter's
 */
export function fillIn(
  input: VoteInput,
  voter: {
    readonly ref: string;
    readonly tenants: readonly string[];
    readonly applications: ApplicationsOfVoter;
  },
  cast: { readonly by: string | null; readonly at: number },
): NewVote {
  const { tenant, application, importance, why } = input;
  if (tenant !== undefined && !voter.tenants.includes(tenant)) {
    throw new InputError(
      `A vote counts for one's own tenant, and "${tenant}" is none`,
    );
  }
  const owned = voter.applications.applications.map(
    ({ entityRef }) => entityRef,
  );
  if (application && !owned.includes(application)) {
    throw new InputError(
      `A vote counts for an application that one of one's groups owns, and "${application}" is none`,
    );
  }
  return {
    voter: voter.ref,
    tenant: tenant ?? voter.tenants[0] ?? '',
    application:
      application === undefined ? voter.applications.usual : application,
    importance: importanceFrom(importance),
    why: why === undefined ? undefined : oneLine(why),
    castBy: cast.by,
    castAt: cast.at,
  };
}

function importanceFrom(
  importance: VoteInput['importance'],
): number | null | undefined {
  if (importance === undefined) {
    return undefined;
  }
  return importance === 'none' ? null : importanceNumber(importance);
}

function oneLine(why: string | null): string | null {
  const line = why?.replace(/\s+/g, ' ').trim();
  return line ? line : null;
}
