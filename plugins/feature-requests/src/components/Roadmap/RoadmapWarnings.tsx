import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Roadmap } from '@commonhold/plugin-feature-requests-common';
import { rootRouteRef } from '../../routes';
import { featureRequestsTranslationRef } from '../../translation';
import { Section } from '../presentation/Section';
import { findCard } from './moveCard';

/** What is planned later than what needs it. */
export function RoadmapWarnings(props: { roadmap: Roadmap }) {
  const { roadmap } = props;
  const { warnings } = roadmap;
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const root = useRouteRef(rootRouteRef)();
  if (warnings.length === 0) {
    return null;
  }
  return (
    <Section title={t('roadmap.warnings', { count: warnings.length })}>
      <ul>
        {warnings.map(({ requestId, message }) => (
          <li key={`${requestId} ${message}`}>
            <Link to={`${root}/${requestId}`}>
              {findCard(roadmap, requestId)?.title ?? requestId}
            </Link>
            : {message}
          </li>
        ))}
      </ul>
    </Section>
  );
}
