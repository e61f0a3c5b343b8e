import { PlatformComponent } from '@commonhold/plugin-platform-resources-common';

/** A step as far as it matters to who has to agree. */
export type ApprovableStep = {
  readonly component: PlatformComponent | undefined;
  /** Of the component, also where its definition is gone. */
  readonly componentOwner: string;
  readonly componentTitle: string;
  readonly destructive: boolean;
  readonly isProtected: boolean;
  readonly leaf: string;
};

/** Operators agree where nobody else is known. */
export const OPERATORS_PARTY = 'operators';

/**
 * Who has to agree to a plan, and why. Protected nodes and destructive steps always
 * need somebody, whatever the component says. Pure.
 *
 * @param application.isNew - nothing of it was ever applied: what it creates is no
 *   change of what is protected
 */
export function neededApprovals(
  steps: readonly ApprovableStep[],
  application: {
    readonly owner: string | null;
    readonly tenant: string | null;
    readonly isNew: boolean;
  },
): { readonly party: string; readonly reasons: readonly string[] }[] {
  const needed = new Map<string, Set<string>>();
  const need = (party: string, reason: string) =>
    needed.set(party, (needed.get(party) ?? new Set()).add(reason));
  for (const step of steps) {
    const { component, destructive, isProtected, componentTitle } = step;
    const rule = component?.approval;
    const when = rule?.when ?? 'destructive';
    if (when === 'always' || destructive) {
      need(
        partyOf(rule?.by ?? 'owner', step, application.tenant),
        destructive
          ? `${componentTitle}: something is destroyed`
          : `${componentTitle}: every change needs an approval`,
      );
    } else if (isProtected && !application.isNew) {
      need(
        application.owner?.startsWith('group:')
          ? application.owner
          : tenantAdmins(application.tenant),
        `${topNode(step.leaf)} is protected`,
      );
    }
  }
  return [...needed]
    .map(([party, reasons]) => ({ party, reasons: [...reasons].sort() }))
    .sort((a, b) => (a.party < b.party ? -1 : 1));
}

function partyOf(
  by: string,
  step: ApprovableStep,
  tenant: string | null,
): string {
  if (by === 'owner') {
    return step.componentOwner.startsWith('group:')
      ? step.componentOwner
      : OPERATORS_PARTY;
  }
  return by === 'tenant-admin' ? tenantAdmins(tenant) : by;
}

function tenantAdmins(tenant: string | null): string {
  return tenant === null ? OPERATORS_PARTY : `tenant-admin:${tenant}`;
}

function topNode(leaf: string): string {
  return leaf === '.' ? 'The deployment' : leaf.split('/')[0];
}
