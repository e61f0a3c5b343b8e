import { AuthService } from '@backstage/backend-plugin-api';
import {
  Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { InputError, NotFoundError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  AccessExplanation,
  TenantId,
  entityAudience,
  readStamp,
  tenantAudience,
} from '@commonhold/plugin-tenancy-common';
import { isEntitled } from '../gate/Gate';
import { DirectoryStore } from '../store/DirectoryStore';
import { RefusalReport, RefusalStore } from '../store/RefusalStore';
import { AccessQuestion } from './AccessService';
import { CallerDetails, CallerService } from './CallerService';
import { explainAccess } from './explainAccess';

/** Gathers what decides, and explains it within the tenants of who asks. */
export class DefaultAccessService {
  constructor(
    private readonly options: {
      readonly auth: AuthService;
      readonly callers: CallerService;
      readonly catalog: CatalogService;
      readonly stores: {
        readonly directory: DirectoryStore;
        readonly refusals: RefusalStore;
      };
    },
  ) {}

  /**
   * @param within - the tenants that the person and the entity have to belong
   *   to; absent means anybody and anything
   */
  async explain(
    question: AccessQuestion,
    within: readonly TenantId[] | undefined,
  ): Promise<AccessExplanation> {
    const userRef = readFullRef(question.userEntityRef, 'userEntityRef');
    const entityRef = readFullRef(question.entityRef, 'entityRef');
    if (!userRef.startsWith('user:')) {
      throw new InputError(`userEntityRef: "${userRef}" is not a user`);
    }
    const caller = await this.options.callers.get(userRef);
    const [user, found] = await this.entities([userRef, entityRef]);
    const refusal = (
      await this.options.stores.refusals.byEntityRefs([entityRef])
    ).get(entityRef);
    const entity = within ? ownEntity(found, within) : found;
    if (
      within &&
      !(isMember(caller, within) && (entity || isOwn(refusal, within)))
    ) {
      throw new NotFoundError('Not found');
    }
    const explanation = explainAccess({
      entityRef,
      entity: entity && { stamp: readStamp(entity) },
      refusal: refusal && {
        message: (within ? undefined : refusal.detail) ?? refusal.message,
      },
      caller,
      userIsKnown: Boolean(user),
      suspended: caller.memberships
        .filter(({ tenant }) => tenant.state === 'suspended')
        .map(({ tenant }) => tenant.id),
      entitled: isEntitled(caller, 'catalog'),
    });
    return within
      ? this.withoutOthers(explanation, userRef, within)
      : explanation;
  }

  private async entities(
    refs: readonly string[],
  ): Promise<(Entity | undefined)[]> {
    const { catalog, auth } = this.options;
    const { items } = await catalog.getEntitiesByRefs(
      {
        entityRefs: [...refs],
        fields: [
          'kind',
          'metadata.name',
          'metadata.namespace',
          'metadata.tenancy',
        ],
      },
      { credentials: await auth.getOwnServiceCredentials() },
    );
    return items;
  }

  /** Admins of one tenant need not learn in which others a person is. */
  private async withoutOthers(
    explanation: AccessExplanation,
    userRef: string,
    within: readonly TenantId[],
  ): Promise<AccessExplanation> {
    const groups = await this.options.stores.directory.groupsByRefs(
      explanation.holds,
    );
    return {
      ...explanation,
      holds: explanation.holds.filter(
        value =>
          value === 'everyone' ||
          value === entityAudience(userRef) ||
          within.some(
            id =>
              value === tenantAudience(id) || groups.get(value)?.tenant === id,
          ),
      ),
    };
  }
}

function readFullRef(ref: string, field: string): string {
  try {
    return stringifyEntityRef(parseEntityRef(ref));
  } catch {
    throw new InputError(
      `${field}: "${ref}" is not a full entity ref, such as component:payments/checkout`,
    );
  }
}

/** What is not theirs is for them as if it were not there. */
function ownEntity(
  entity: Entity | undefined,
  within: readonly TenantId[],
): Entity | undefined {
  const tenant = entity && readStamp(entity)?.tenant;
  return tenant && within.includes(tenant) ? entity : undefined;
}

function isOwn(
  refusal: RefusalReport | undefined,
  within: readonly TenantId[],
): boolean {
  return Boolean(refusal?.tenant && within.includes(refusal.tenant));
}

function isMember(caller: CallerDetails, within: readonly TenantId[]): boolean {
  return caller.memberships.some(({ tenant }) => within.includes(tenant.id));
}
