export const findingKinds = ['leak', 'oracle', 'write'] as const;

/**
 * - leak: an answer has a word of something that the prober may not see
 * - oracle: what is hidden and what is absent are answered differently
 * - write: the prober changed something that is not theirs
 */
export type FindingKind = (typeof findingKinds)[number];

export type Finding = {
  readonly surface: string;
  readonly kind: FindingKind;
  readonly prober: string;
  readonly request: string;
  readonly found: string;
};

export type SurfaceCount = {
  readonly surface: string;
  readonly probes: number;
} & Readonly<Record<FindingKind, number>>;

/** What an audit has asked and found, in the order in which it asked. */
export class Findings {
  private readonly probes = new Map<string, number>();
  private readonly found: { order: number; finding: Finding }[] = [];
  private asked = 0;

  /** Every surface is listed, also one that nothing could be asked of. */
  open(surface: string): void {
    this.probes.set(surface, this.probes.get(surface) ?? 0);
  }

  /** @returns the place of the probe, which decides where its finding is listed */
  count(surface: string): number {
    this.probes.set(surface, (this.probes.get(surface) ?? 0) + 1);
    this.asked += 1;
    return this.asked;
  }

  /** A probe is counted once as each kind, however much it found. */
  add(order: number, finding: Finding): void {
    const known = this.found.some(
      other => other.order === order && other.finding.kind === finding.kind,
    );
    if (!known) {
      this.found.push({ order, finding });
    }
  }

  get list(): readonly Finding[] {
    return [...this.found]
      .sort((a, b) => a.order - b.order)
      .map(({ finding }) => finding);
  }

  get surfaces(): readonly SurfaceCount[] {
    return [...this.probes].map(([surface, probes]) => {
      const count = (kind: FindingKind) =>
        this.found.filter(
          ({ finding }) => finding.surface === surface && finding.kind === kind,
        ).length;
      return {
        surface,
        probes,
        leak: count('leak'),
        oracle: count('oracle'),
        write: count('write'),
      };
    });
  }
}
