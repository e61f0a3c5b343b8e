import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { VotingRound } from '@commonhold/plugin-feature-requests-common';
import { featureRequestsTranslationRef } from '../../translation';
import { InlineMeta } from '../presentation/InlineMeta';
import { Pill } from '../presentation/Pill';
import { RelativeTime } from '../presentation/RelativeTime';

export function RoundFacts(props: { round: VotingRound }) {
  const { round } = props;
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  return (
    <InlineMeta>
      <Pill tone={round.state === 'open' ? 'accent' : 'neutral'}>
        {t(`rounds.state.${round.state}`)}
      </Pill>
      {round.increment}
      {t('rounds.requests', { count: round.requests })}
      {t('rounds.tenants', { count: round.tenantsVoted })}
      {round.closesAt && round.state !== 'closed' && (
        <>
          {t('rounds.closes')} <RelativeTime iso={round.closesAt} />
        </>
      )}
    </InlineMeta>
  );
}
