import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { WithBoard } from '../../board/BoardContext';
import { rootRouteRef } from '../../routes';
import { featureRequestsTranslationRef } from '../../translation';
import { Section } from '../presentation/Section';
import { MostWanted } from './MostWanted';

const SHOWN = 5;

/** What people want most, for a home page. */
export function HomePageRequestsSection() {
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const root = useRouteRef(rootRouteRef)();
  return (
    <Section
      title={t('widget.title')}
      action={<Link to={root}>{t('widget.all')}</Link>}
    >
      <WithBoard>
        <MostWanted query={{}} limit={SHOWN} empty={t('widget.empty')} />
      </WithBoard>
    </Section>
  );
}
