import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Container } from '@backstage/ui';
import { lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router-dom';
import { WithBoard } from '../board/BoardContext';
import { rootRouteRef } from '../routes';
import { featureRequestsTranslationRef } from '../translation';
import { BoardScreen } from './Board/BoardScreen';
import { Notice } from './presentation/Notice';
import { RowsSkeleton } from './presentation/RowsSkeleton';

// What somebody opens once a day should not be loaded with what they open
// all the time.
const NewRequestScreen = lazy(() =>
  import('./NewRequest/NewRequestScreen').then(m => ({
    default: m.NewRequestScreen,
  })),
);
const RequestScreen = lazy(() =>
  import('./Request/RequestScreen').then(m => ({ default: m.RequestScreen })),
);
const RoadmapScreen = lazy(() =>
  import('./Roadmap/RoadmapScreen').then(m => ({ default: m.RoadmapScreen })),
);
const RoundsScreens = lazy(() =>
  import('./Rounds/RoundsScreens').then(m => ({ default: m.RoundsScreens })),
);
const PrioritiesScreen = lazy(() =>
  import('./Priorities/PrioritiesScreen').then(m => ({
    default: m.PrioritiesScreen,
  })),
);
const ModerationScreen = lazy(() =>
  import('./Moderation/ModerationScreen').then(m => ({
    default: m.ModerationScreen,
  })),
);
const ImportScreen = lazy(() =>
  import('./Import/ImportScreen').then(m => ({ default: m.ImportScreen })),
);

/**
 * The screens of the board, below the title of the page. Ids of requests have
 * eleven characters and no vowels: none takes the place of a screen.
 */
export function FeatureRequests() {
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  return (
    <main>
      <WithBoard frame={Container}>
        <Suspense
          fallback={
            <Container>
              <RowsSkeleton label={t('page.loading')} rows={8} />
            </Container>
          }
        >
          <Routes>
            <Route path="/" element={<BoardScreen />} />
            <Route path="/new" element={<NewRequestScreen />} />
            <Route path="/roadmap" element={<RoadmapScreen />} />
            <Route path="/rounds/*" element={<RoundsScreens />} />
            <Route path="/priorities" element={<PrioritiesScreen />} />
            <Route path="/moderation" element={<ModerationScreen />} />
            <Route path="/import" element={<ImportScreen />} />
            <Route path="/:requestId" element={<RequestScreen />} />
            <Route path="*" element={<UnknownPage />} />
          </Routes>
        </Suspense>
      </WithBoard>
    </main>
  );
}

function UnknownPage() {
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const root = useRouteRef(rootRouteRef)();
  return (
    <Container>
      <Notice
        title={t('page.unknownTitle')}
        action={<Link to={root}>{t('request.toBoard')}</Link>}
      >
        {t('page.unknown')}
      </Notice>
    </Container>
  );
}
