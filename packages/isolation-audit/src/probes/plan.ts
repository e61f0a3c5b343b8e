import { Route } from '../routes/Route';
import { SurfaceProbes } from './SurfaceProbes';
import { actions } from './actions';
import { catalogEntities } from './catalogEntities';
import { catalogFacets } from './catalogFacets';
import { catalogFilters } from './catalogFilters';
import { catalogLocations } from './catalogLocations';
import { catalogReferences } from './catalogReferences';
import { catalogWrites } from './catalogWrites';
import { readEveryRoute, writeEveryRoute } from './everyRoute';
import { featureRequestWrites, featureRequests } from './featureRequests';
import { notifications } from './notifications';
import { Witness, otherWrites } from './otherWrites';
import { events, tenancy, userSettings } from './people';
import { permission } from './permission';
import { platformResourceWrites, platformResources } from './platformResources';
import { Revocation, revocation } from './revocation';
import { scaffolder } from './scaffolder';
import { search } from './search';
import { services } from './services';
import { registrations } from './registrations';
import { Disturbance, signals } from './signals';
import { OwnRepository, squatting } from './squatting';
import { techdocs } from './techdocs';
import { unchanged } from './unchanged';

/** What only a portal that was started for the audit offers. */
export type Company = {
  readonly disturb: Disturbance;
  readonly witness: Witness;
  readonly repositoryOf: (prober: string) => OwnRepository;
  readonly revocation: Revocation;
};

/** All questions, in order: first those that only look. */
export function planProbes(
  routes: ReadonlyMap<string, readonly Route[]>,
  company: Company | undefined,
): readonly SurfaceProbes[] {
  const looking = [
    catalogEntities,
    catalogReferences,
    catalogFacets,
    catalogFilters,
    catalogLocations,
    search,
    techdocs,
    scaffolder,
    notifications,
    signals(company?.disturb),
    userSettings,
    ...services(company?.witness.proxied ?? []),
    permission,
    actions,
    events,
    tenancy,
    featureRequests,
    platformResources,
    ...[...routes].map(([plugin, found]) => readEveryRoute(plugin, found)),
  ];
  if (!company) {
    return looking;
  }
  return [
    ...looking,
    squatting(company.repositoryOf),
    registrations(company.repositoryOf, company.witness.owners),
    ...otherWrites(company.witness),
    featureRequestWrites,
    platformResourceWrites,
    ...[...routes].map(([plugin, found]) =>
      unchanged(writeEveryRoute(plugin, found)),
    ),
    catalogWrites,
    revocation(company.revocation),
  ];
}
