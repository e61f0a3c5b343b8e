import { auditPortal } from './audit';
import { titleWordOf } from './estate/EstateEntity';
import { Findings } from './findings';
import { DemoOptions, DemoPortal } from './portal/DemoPortal';
import { seedPortal } from './portal/seedPortal';
import { Company } from './probes/plan';
import { Prober } from './target/Target';
import { assertSeesOwn } from './target/assertSeesOwn';
import { demoTarget } from './target/demoTarget';

/** Starts the demo portal over an estate made for it, audits it and ends it. */
export async function auditDemo(
  options: DemoOptions & {
    readonly short: boolean;
    readonly only: readonly string[];
  },
  progress: (text: string) => void,
): Promise<Findings> {
  progress('starting the portal');
  const portal = await DemoPortal.start(options);
  const interrupted = () => {
    portal.stop().finally(() => process.exit(130));
  };
  process.once('SIGINT', interrupted);
  process.once('SIGTERM', interrupted);
  try {
    progress('filling it');
    const { probers, owned } = await seedPortal(portal);
    await assertSeesOwn(portal, probers, owned);
    const target = await demoTarget({
      portal,
      probers,
      owned,
      short: options.short,
    });
    return await auditPortal(
      target,
      companyOf(portal, probers),
      progress,
      options.only,
    );
  } catch (error) {
    progress(`the portal's log ends with\n${await portal.lastLog()}`);
    throw error;
  } finally {
    process.off('SIGINT', interrupted);
    process.off('SIGTERM', interrupted);
    await portal.stop();
  }
}

function companyOf(portal: DemoPortal, owners: readonly Prober[]): Company {
  const { estate, services, client, serviceToken } = portal;
  return {
    // Everybody else gets a notification, and with it a signal that is nobody else's.
    disturb: async prober => {
      const others = owners.filter(({ id }) => id !== prober);
      for (const { userEntityRef, id } of others) {
        await client.send(
          {
            method: 'POST',
            path: '/api/notifications/notifications',
            body: {
              recipients: { type: 'entity', entityRef: userEntityRef },
              payload: { title: estate.tenantOf(id).texts.notification },
            },
          },
          serviceToken,
        );
      }
    },
    witness: {
      owners,
      visitsTo: prober =>
        services.visits.filter(
          ({ method, url }) =>
            method !== 'GET' && url.startsWith(`/services/${prober}`),
        ).length,
      proxied: estate.tenants.map(({ plan }) => ({
        prober: plan.prober,
        endpoint: `service-of-${plan.prober}`,
      })),
    },
    repositoryOf: prober => {
      const { plan, team } = estate.tenantOf(prober);
      return {
        namespace: plan.id,
        team,
        publish: (file, text) => {
          services.put(`/${plan.id}/${file}`, text);
          return `${services.url}/${plan.id}/${file}`;
        },
      };
    },
    revocation: {
      leaveGroups: prober => portal.writeOrganisation(prober),
      suspendTenant: prober => portal.writeTenants(prober),
      ownComponent: prober => {
        const { documented } = estate.tenantOf(prober);
        return { ...documented.metadata, term: titleWordOf(documented) };
      },
    },
  };
}
