import { DemoPortal } from '../portal/DemoPortal';
import { SeededThings } from '../portal/seedPortal';
import { seeEntities, seeLocations } from './observe';
import { HiddenThings, Prober, Target, VisibleThings } from './Target';

/**
 * What is hidden from whom is known from how the estate was made, not from how
 * the portal behaves: otherwise a portal that shows everything hid nothing.
 */
export async function demoTarget(options: {
  portal: DemoPortal;
  probers: readonly Prober[];
  owned: ReadonlyMap<string, SeededThings>;
  short: boolean;
}): Promise<Target> {
  const { portal, owned, short } = options;
  const { client, estate, serviceToken } = portal;
  const { secrets } = estate;
  // The tenant without shared things and one with: they meet every kind of question.
  const probers = short
    ? options.probers.filter(({ id }) => id !== 'cobalt')
    : options.probers;

  const isHidden = (text: string, prober: Prober) =>
    secrets.isHidden(text, prober.id);
  const entities = (await seeEntities(client, serviceToken)).filter(
    // Made by the portal for registered places, with names that tell nothing.
    ({ name }) => !name.startsWith('generated-'),
  );
  const locations = await seeLocations(client, serviceToken);
  const seenBy = (text: string) =>
    new Set(
      options.probers.filter(prober => !isHidden(text, prober)).map(p => p.id),
    );
  for (const { ref, uid } of entities) {
    secrets.add({ word: uid, what: `uid of ${ref}`, visibleTo: seenBy(ref) });
  }
  for (const { id, target } of locations) {
    secrets.add({
      word: id,
      what: `id of location ${target}`,
      visibleTo: seenBy(target),
    });
  }

  const hidden = new Map<string, HiddenThings>();
  const visible = new Map<string, VisibleThings>();
  for (const prober of probers) {
    const others = [...owned].filter(([id]) => id !== prober.id);
    const of = <T>(pick: (things: SeededThings) => readonly T[]) =>
      others.flatMap(([, things]) => pick(things));
    hidden.set(prober.id, {
      entities: entities.filter(({ ref }) => isHidden(ref, prober)),
      locations: locations.filter(({ target }) => isHidden(target, prober)),
      scaffolderTasks: of(things => things.scaffolderTasks),
      notifications: of(things => things.notifications),
      settings: of(things => things.settings),
      registrations: of(things => things.registrations),
      requests: of(things => things.requests),
      comments: of(things => things.comments),
      changes: of(things => things.changes),
      tenants: estate.tenants
        .map(({ plan }) => plan.id)
        .filter(id => isHidden(id, prober)),
      names: [...of(things => [things.subscription]), portal.kubernetesCluster],
    });
    visible.set(prober.id, {
      entities: entities.filter(({ ref }) => !isHidden(ref, prober)),
      requests: estate.openRequests,
    });
  }
  return {
    client,
    probers,
    omniscientToken: serviceToken,
    secrets,
    hidden,
    visible,
    short,
    mayWrite: true,
  };
}
