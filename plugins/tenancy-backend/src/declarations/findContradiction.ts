import { TenantDeclaration } from '@commonhold/plugin-tenancy-common';

/** Something in a declaration that contradicts something else in it. */
export type Contradiction = {
  readonly tenant: string;
  readonly field: 'class';
  readonly message: string;
};

/** The first of some declarations that says two things at once. */
export function findContradiction(
  declarations: readonly TenantDeclaration[],
): Contradiction | undefined {
  const wrong = declarations.find(
    declaration => declaration.platform && declaration.class === 'external',
  );
  return (
    wrong && {
      tenant: wrong.id,
      field: 'class',
      message: `The tenant "${wrong.id}" is external and a platform: what a platform owns is for everyone, and everyone is whoever is internal. Make it internal, or no platform`,
    }
  );
}
