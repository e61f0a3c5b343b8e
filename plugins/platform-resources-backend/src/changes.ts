import {
  AuditorService,
  AuthService,
  LoggerService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { TenancyService } from '@commonhold/plugin-tenancy-node';
import { Knex } from 'knex';
import { assembleApplications } from './applications';
import { AudienceDecisions } from './permissions/AudienceDecisions';
import { ProviderRegistry } from './providers/ProviderRegistry';
import { BulkChangeDriver } from './services/bulkChanges/BulkChangeDriver';
import { BulkChangeService } from './services/bulkChanges/BulkChangeService';
import { ChangeApplier } from './services/changes/ChangeApplier';
import { ChangeDriver } from './services/changes/ChangeDriver';
import { ChangePlanner } from './services/changes/ChangePlanner';
import { CostCalculator } from './services/changes/CostCalculator';
import { DeclarationAssessor } from './services/changes/DeclarationAssessor';
import { DefaultChangeService } from './services/changes/DefaultChangeService';
import { People } from './services/changes/People';
import { ProposedStates } from './services/changes/ProposedStates';
import { RecordedResources } from './services/changes/RecordedResources';
import { ResourceDeclarations } from './services/resources/DeclaredResource';
import { ResourcePlanner } from './services/resources/ResourcePlanner';
import { BulkChangeStore } from './store/BulkChangeStore';
import { ChangeStore } from './store/ChangeStore';
import { ResourceStore } from './store/ResourceStore';

/** Everything about changes, put together. Wiring only. */
export function assembleChanges(options: {
  readonly applications: ReturnType<typeof assembleApplications>;
  readonly auditor: AuditorService;
  readonly auth: AuthService;
  readonly catalog: CatalogService;
  readonly decisions: AudienceDecisions;
  readonly declarations: ResourceDeclarations;
  readonly knex: Knex;
  readonly logger: LoggerService;
  readonly planner: ResourcePlanner;
  readonly providers: ProviderRegistry;
  readonly resources: ResourceStore;
  readonly tenancy: TenancyService;
  readonly userInfo: UserInfoService;
}) {
  const { applications, auditor, auth, catalog, knex, logger } = options;
  const { declarations, providers, tenancy, userInfo } = options;
  const { components, limits, mirrors, resolutions } = applications;
  const store = new ChangeStore(knex);
  const costs = new CostCalculator();
  const recorded = new RecordedResources(options.resources);
  const people = new People({ auth, catalog, tenancy, userInfo });
  const states = new ProposedStates(components, resolutions);
  const assessor = new DeclarationAssessor({
    knex,
    declarations,
    limits,
    providers,
  });
  const planner = new ChangePlanner({
    assessor,
    costs,
    planner: options.planner,
    recorded,
  });
  const driver = new ChangeDriver({
    applications: applications.store,
    applier: new ChangeApplier({
      applications: applications.store,
      assessor,
      changes: store,
      components,
      costs,
      declarations,
      recorded,
      resolutions,
    }),
    changes: store,
    declarations,
    knex,
    logger,
    mirrors,
    planner,
    recorded,
    states,
  });
  const service = new DefaultChangeService({
    applications: applications.store,
    auditor,
    changes: store,
    driver,
    mirrors,
    people,
    planner,
    states,
  });
  const bulks = new BulkChangeStore(knex);
  return {
    store,
    people,
    driver,
    service,
    bulkDriver: new BulkChangeDriver({
      applications: applications.store,
      bulks,
      changes: store,
      changeService: service,
      logger,
      states,
    }),
    bulkService: new BulkChangeService({
      applications: applications.store,
      auditor,
      bulks,
      changes: store,
      decisions: options.decisions,
      people,
    }),
  };
}
