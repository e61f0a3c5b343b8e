import { EstateEntity } from '../estate/EstateEntity';
import { textAt } from '../http/json';
import { jsonOf } from '../http/PortalClient';
import { Prober } from '../target/Target';
import { DemoPortal } from './DemoPortal';
import { eventually } from './eventually';
import { succeed } from './succeed';

const SEED_TIMEOUT_MS = 180_000;

export function applicationPath({ kind, metadata }: EstateEntity): string {
  return `/api/platform-resources/applications/${kind.toLowerCase()}/${
    metadata.namespace
  }/${metadata.name}`;
}

/** Waits until the portal has read the application's repository, and proposes a change to it. */
export async function seedApplication(
  portal: DemoPortal,
  prober: Prober,
): Promise<{ changes: string[] }> {
  const { estate } = portal;
  const { plan, texts, application } = estate.tenantOf(prober.id);
  const path = applicationPath(application);
  await eventually(async () => {
    const nodes = await succeed(
      portal,
      { method: 'GET', path: `${path}/nodes` },
      prober.token,
    );
    if (!nodes.text.includes(texts.node)) {
      throw new Error(`The repository of ${path} is not read yet`);
    }
  }, SEED_TIMEOUT_MS);
  const change = await succeed(
    portal,
    {
      method: 'POST',
      path: `${path}/changes`,
      body: {
        title: `Propose ${texts.change}`,
        why: `Because of ${texts.change}`,
        edits: [
          {
            file: `topology/${texts.node}/node.yaml`,
            content: `labels: { purpose: ${texts.change} }\n`,
          },
        ],
      },
    },
    prober.token,
  );
  const id = textAt(jsonOf(change), 'id') ?? '';
  estate.secrets.add({
    word: id,
    what: `id of a change of ${plan.prober}`,
    visibleTo: new Set([plan.prober]),
  });
  return { changes: [id] };
}
