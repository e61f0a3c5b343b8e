import { AuthService } from '@backstage/backend-plugin-api';
import {
  RELATION_MEMBER_OF,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { TenantId, audienceSeenBy } from '@commonhold/plugin-tenancy-common';
import { TenancyService } from '@commonhold/plugin-tenancy-node';

/** Somebody who does not ask, but for whom something is done. */
export type Person = {
  readonly ref: string;
  readonly tenants: readonly TenantId[];
  readonly groups: readonly string[];
  /** What they see. */
  readonly audience: readonly string[];
};

/** People by ref, for those who act on behalf of them. */
export class People {
  constructor(
    private readonly options: {
      readonly auth: AuthService;
      readonly catalog: CatalogService;
      readonly tenancy: TenancyService;
    },
  ) {}

  /** @throws InputError if the catalog knows no such user */
  async find(ref: string): Promise<Person> {
    const person = await this.findIfThere(userRef(ref));
    if (!person) {
      throw new InputError(`There is no user "${ref}" in the catalog`);
    }
    return person;
  }

  /** @param normalized - a full ref in lower case */
  async findIfThere(normalized: string): Promise<Person | undefined> {
    const { auth, catalog, tenancy } = this.options;
    const entity = await catalog.getEntityByRef(normalized, {
      credentials: await auth.getOwnServiceCredentials(),
    });
    if (!entity) {
      return undefined;
    }
    const caller = await tenancy.getCallerByRef(normalized);
    const memberOf = (entity.relations ?? [])
      .filter(({ type }) => type === RELATION_MEMBER_OF)
      .map(({ targetRef }) => targetRef);
    return {
      ref: normalized,
      tenants: caller.tenants.map(({ id }) => id),
      groups: caller.groups.length > 0 ? caller.groups : memberOf,
      audience: audienceSeenBy(caller),
    };
  }
}

function userRef(ref: string): string {
  try {
    const parsed = parseEntityRef(ref, {
      defaultKind: 'user',
      defaultNamespace: 'default',
    });
    if (parsed.kind.toLocaleLowerCase('en') === 'user') {
      return stringifyEntityRef(parsed);
    }
  } catch {
    // Said below.
  }
  throw new InputError(
    `"${ref}" is not a user: write it like user:default/amelia`,
  );
}
