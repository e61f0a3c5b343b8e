import { Tenant, TenantDeclaration } from '@commonhold/plugin-tenancy-common';
import { TenantClaims } from '../store/TenantStore';

/** Something in a declaration that cannot be, and where it is. */
export type DeclarationProblem = {
  readonly tenant: string;
  readonly field: 'id' | 'groups' | 'namespaces' | 'locations';
  /** Of the value in the field. */
  readonly index: number;
  readonly message: string;
};

/** What can belong to one tenant only, and the word for it. */
const SINGLE = [
  ['groups', 'group'],
  ['namespaces', 'namespace'],
  ['locations', 'location'],
] as const;

/** The first value that declarations made together name twice. */
export function findDouble(
  declarations: readonly TenantDeclaration[],
): DeclarationProblem | undefined {
  for (const [field, word] of SINGLE) {
    const owners = new Map<string, string>();
    for (const { id, [field]: values } of declarations) {
      for (const [index, value] of values.entries()) {
        const owner = owners.get(value);
        if (owner) {
          return {
            tenant: id,
            field,
            index,
            message:
              owner === id
                ? `The tenant "${owner}" names the ${word} ${value} twice`
                : inTwoTenants(word, value, owner, id),
          };
        }
        owners.set(value, id);
      }
    }
  }
  return undefined;
}

/**
 * The first thing that a declaration takes from another tenant.
 *
 * @param others - tenants that are not being declared
 * @param claims - what they hold
 */
export function findConflict(
  declarations: readonly TenantDeclaration[],
  others: readonly Tenant[],
  claims: TenantClaims,
): DeclarationProblem | undefined {
  const living = new Map(
    others
      .filter(({ state }) => state !== 'archived')
      .map(tenant => [tenant.id, tenant]),
  );
  for (const declaration of declarations) {
    const { id } = declaration;
    const other = living.get(id);
    if (other) {
      return {
        tenant: id,
        field: 'id',
        index: 0,
        message: `The tenant "${id}" exists already, declared ${
          other.source ? `by ${other.source}` : 'in the portal'
        }: remove one of the two`,
      };
    }
    for (const [field, word] of SINGLE) {
      for (const [index, value] of declaration[field].entries()) {
        const owner = claims[field].get(value);
        if (owner) {
          return {
            tenant: id,
            field,
            index,
            message: inTwoTenants(word, value, owner, id),
          };
        }
      }
    }
  }
  return undefined;
}

function inTwoTenants(word: string, value: string, a: string, b: string) {
  return `The ${word} ${value} is in two tenants, "${a}" and "${b}": it can belong to one only`;
}
