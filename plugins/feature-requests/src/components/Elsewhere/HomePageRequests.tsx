import { lazy, Suspense } from 'react';

const Section = lazy(() =>
  import('./HomePageRequestsSection').then(m => ({
    default: m.HomePageRequestsSection,
  })),
);

/**
 * What people want most, for a home page of either frontend system.
 *
 * @public
 */
export function HomePageRequests() {
  return (
    // It brings its own skeleton; what it needs to show that is small.
    <Suspense fallback={null}>
      <Section />
    </Suspense>
  );
}
