import { Knex } from 'knex';
import { ProviderRegistry } from '../../providers/ProviderRegistry';
import { StoredApplication } from '../../store/ApplicationStore';
import { DeclaredResources } from '../applications/declaredResources';
import { Components } from '../components/ComponentCatalog';
import { ResourceDeclarations } from '../resources/DeclaredResource';
import { TenantLimits } from '../TenantLimits';
import { AssessedProblem, assessDeclaration } from './assessDeclaration';
import { RecordedResource, addressOf } from './RecordedResources';

/** Knows what has to be known to assess a declaration. */
export class DeclarationAssessor {
  constructor(
    private readonly options: {
      readonly knex: Knex;
      readonly declarations: ResourceDeclarations;
      readonly limits: TenantLimits;
      readonly providers: ProviderRegistry;
    },
  ) {}

  async assess(
    application: StoredApplication,
    declared: DeclaredResources,
    components: Components,
    recorded: ReadonlyMap<string, RecordedResource>,
  ): Promise<AssessedProblem[]> {
    const { knex, declarations, limits, providers } = this.options;
    const { tenant } = application;
    const others = new Map(
      tenant === null ? [] : await declarations.countByComponent(knex, tenant),
    );
    for (const { declared: own } of recorded.values()) {
      others.set(own.component, (others.get(own.component) ?? 0) - 1);
    }
    return assessDeclaration({
      declared,
      components,
      tenant,
      limits: tenant === null ? undefined : await limits.of(tenant),
      hasProvider: type => providers.has(type),
      others,
      isKnown: resource => recorded.has(addressOf(resource)),
    });
  }
}
