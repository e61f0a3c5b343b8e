import { refOf, titleWordOf, yamlOf } from '../estate/EstateEntity';
import { listAt, textAt } from '../http/json';
import { jsonOf } from '../http/PortalClient';
import { Prober } from '../target/Target';
import { DemoPortal } from './DemoPortal';
import { eventually } from './eventually';
import { seedApplication } from './seedApplication';
import { seedBoard } from './seedBoard';
import { succeed } from './succeed';

const SEED_TIMEOUT_MS = 180_000;

/** Ids of what probers own outside of the catalog. */
export type SeededThings = {
  readonly scaffolderTasks: readonly string[];
  readonly notifications: readonly string[];
  readonly settings: readonly { bucket: string; key: string }[];
  readonly subscription: string;
  /** Files that they registered themselves. */
  readonly registrations: readonly { tenant: string; id: string }[];
  /** On the board, for the tenant alone. */
  readonly requests: readonly string[];
  readonly comments: readonly string[];
  /** Proposed to deployment repositories. */
  readonly changes: readonly string[];
};

/** Fills the portal through its own API, as its people would, and waits until it knows all. */
export async function seedPortal(portal: DemoPortal): Promise<{
  probers: Prober[];
  owned: Map<string, SeededThings>;
}> {
  await seedCatalog(portal);
  const probers: Prober[] = [];
  const owned = new Map<string, SeededThings>();
  for (const { plan } of portal.estate.tenants) {
    const prober: Prober = {
      id: plan.prober,
      userEntityRef: `user:default/${plan.prober}`,
      token: await portal.signIn(plan.prober),
    };
    probers.push(prober);
    owned.set(prober.id, await seedTenant(portal, prober));
  }
  await waitForSearch(portal, probers);
  return { probers, owned };
}

async function seedCatalog(portal: DemoPortal): Promise<void> {
  const { estate, services } = portal;
  const { registered, linked } = estate.repositories();
  for (const [file, text] of [...linked, ...registered]) {
    services.put(file, text);
  }
  if (portal.hasTenancy) {
    await eventually(async () => {
      await succeed(portal, { method: 'GET', path: '/api/tenancy/health' });
    }, SEED_TIMEOUT_MS);
  }
  for (const file of registered.keys()) {
    await succeed(portal, {
      method: 'POST',
      path: '/api/catalog/locations',
      body: { type: 'url', target: `${services.url}${file}` },
    });
  }
  await eventually(async () => {
    const answer = await succeed(portal, {
      method: 'POST',
      path: '/api/catalog/entities/by-refs',
      body: { entityRefs: estate.refs, fields: ['metadata.name', 'relations'] },
    });
    const missing = estate.refs.filter((_, index) => {
      const entity = listAt(jsonOf(answer), 'items')[index];
      return (
        textAt(entity, 'metadata', 'name') === undefined ||
        // Stitched without its relations: the others were not there yet.
        (!/^(group|user):/.test(estate.refs[index]) &&
          listAt(entity, 'relations').length === 0)
      );
    });
    if (missing.length > 0) {
      throw new Error(`The catalog does not know ${missing.join(', ')} yet`);
    }
  }, SEED_TIMEOUT_MS);
}

async function seedTenant(
  portal: DemoPortal,
  prober: Prober,
): Promise<SeededThings> {
  const { plan, texts, template, documented } = portal.estate.tenantOf(
    prober.id,
  );
  // Who belongs to which tenant is known a moment after the catalog knows the groups.
  await waitForOwn(portal, prober, template);
  const task = await succeed(
    portal,
    {
      method: 'POST',
      path: '/api/scaffolder/v2/tasks',
      body: { templateRef: template, values: { note: texts.taskValue } },
    },
    prober.token,
  );
  await succeed(portal, {
    method: 'POST',
    path: '/api/notifications/notifications',
    body: {
      recipients: { type: 'entity', entityRef: prober.userEntityRef },
      payload: {
        title: `News ${texts.notification}`,
        description: `All about ${texts.notification}`,
        link: `https://links.example/${texts.notification}`,
        topic: texts.notification,
        scope: texts.notification,
        severity: 'high',
      },
    },
  });
  const settings = { bucket: texts.settingBucket, key: texts.settingKey };
  await succeed(
    portal,
    {
      method: 'PUT',
      path: `/api/user-settings/buckets/${settings.bucket}/keys/${settings.key}`,
      body: { value: texts.setting },
    },
    prober.token,
  );
  const docs = `${documented.metadata.namespace}/component/${documented.metadata.name}`;
  await succeed(
    portal,
    { method: 'GET', path: `/api/techdocs/sync/${docs}` },
    prober.token,
  );
  const subscription = texts.event;
  await succeed(portal, {
    method: 'PUT',
    path: `/api/events/bus/v1/subscriptions/${subscription}`,
    body: { topics: [`topic-${texts.event}`] },
  });
  await succeed(portal, {
    method: 'POST',
    path: '/api/events/bus/v1/events',
    body: {
      event: { topic: `topic-${texts.event}`, payload: { text: texts.event } },
    },
  });
  const notifications = await succeed(
    portal,
    { method: 'GET', path: '/api/notifications/notifications' },
    prober.token,
  );
  const { secrets } = portal.estate;
  const own = new Set([plan.prober]);
  const ids = listAt(jsonOf(notifications), 'notifications').flatMap(
    notification => textAt(notification, 'id') ?? [],
  );
  for (const id of ids) {
    secrets.add({
      word: id,
      what: `id of a notification of ${plan.prober}`,
      visibleTo: own,
    });
  }
  const taskId = textAt(jsonOf(task), 'id') ?? '';
  secrets.add({
    word: taskId,
    what: `id of a scaffolder task of ${plan.prober}`,
    visibleTo: own,
  });
  return {
    scaffolderTasks: [taskId],
    registrations: await seedRegistration(portal, prober),
    ...(await seedBoard(portal, prober)),
    ...(await seedApplication(portal, prober)),
    notifications: ids,
    settings: [settings],
    subscription,
  };
}

async function waitForOwn(
  portal: DemoPortal,
  prober: Prober,
  ref: string,
): Promise<void> {
  const [kind, place] = ref.split(':');
  await eventually(async () => {
    await succeed(
      portal,
      { method: 'GET', path: `/api/catalog/entities/by-name/${kind}/${place}` },
      prober.token,
    );
  }, SEED_TIMEOUT_MS);
}

/** A member registers a file of the tenant's repository; where they cannot, those who run the portal do. */
async function seedRegistration(
  portal: DemoPortal,
  prober: Prober,
): Promise<SeededThings['registrations']> {
  const { estate, services, tenantsRegister } = portal;
  const { plan, registered } = estate.tenantOf(prober.id);
  const file = `/${plan.id}/registered.yaml`;
  services.put(file, yamlOf([registered]));
  const target = `${services.url}${file}`;
  const answer = await (tenantsRegister
    ? succeed(
        portal,
        {
          method: 'POST',
          path: `/api/tenancy/tenants/${plan.id}/locations`,
          body: { target },
        },
        prober.token,
      )
    : succeed(portal, {
        method: 'POST',
        path: '/api/catalog/locations',
        body: { type: 'url', target },
      }));
  await waitForOwn(portal, prober, refOf(registered));
  const id = textAt(jsonOf(answer), 'id');
  if (!tenantsRegister || id === undefined) {
    return [];
  }
  estate.secrets.add({
    word: id,
    what: `id of what ${plan.prober} registered`,
    visibleTo: new Set([plan.prober]),
  });
  return [{ tenant: plan.id, id }];
}

/** Until everybody finds their own, in the catalog's documents and in documentation. */
async function waitForSearch(
  portal: DemoPortal,
  probers: readonly Prober[],
): Promise<void> {
  await eventually(async () => {
    for (const { id, token } of probers) {
      const { texts, documented } = portal.estate.tenantOf(id);
      for (const term of [
        `${texts.docs}&types[0]=techdocs`,
        `${titleWordOf(documented)}&types[0]=software-catalog`,
      ]) {
        const answer = await succeed(
          portal,
          { method: 'GET', path: `/api/search/query?term=${term}` },
          token,
        );
        if (listAt(jsonOf(answer), 'results').length === 0) {
          throw new Error(`Search does not find ${term} for ${id} yet`);
        }
      }
    }
  }, SEED_TIMEOUT_MS);
}
