import { Findings } from './findings';
import { SurfaceAudit } from './probes/SurfaceAudit';
import { Company, planProbes } from './probes/plan';
import { discoverRoutes } from './routes/discoverRoutes';
import { Target } from './target/Target';

/**
 * Asks every question as every prober.
 *
 * @param company - for portals that were started for this, whose things may be changed
 * @param progress - told what is asked next
 * @param only - surfaces to ask about, if not about all
 */
export async function auditPortal(
  target: Target,
  company: Company | undefined,
  progress: (text: string) => void,
  only: readonly string[] = [],
): Promise<Findings> {
  const findings = new Findings();
  const all = planProbes(
    await discoverRoutes(target),
    target.mayWrite ? company : undefined,
  );
  const unknown = only.filter(
    name => !all.some(({ surface }) => surface === name),
  );
  if (unknown.length > 0) {
    throw new Error(
      `There is no surface ${unknown.join(', ')}; there are ${[
        ...new Set(all.map(({ surface }) => surface)),
      ].join(', ')}`,
    );
  }
  const plan = all.filter(
    ({ surface }) => only.length === 0 || only.includes(surface),
  );
  for (const { surface } of plan) {
    findings.open(surface);
  }
  for (const { surface, probe } of plan) {
    const start = Date.now();
    for (const prober of target.probers) {
      await probe(new SurfaceAudit(surface, prober, target, findings));
    }
    progress(`${surface}: ${((Date.now() - start) / 1000).toFixed(1)} s`);
  }
  return findings;
}
