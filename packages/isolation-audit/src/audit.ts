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
 */
export async function auditPortal(
  target: Target,
  company: Company | undefined,
  progress: (text: string) => void,
): Promise<Findings> {
  const findings = new Findings();
  const plan = planProbes(
    await discoverRoutes(target),
    target.mayWrite ? company : undefined,
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
