/** Times of the same thing done again and again. */
export class Samples {
  private readonly values: number[] = [];

  add(value: number): void {
    this.values.push(value);
  }

  each(use: (value: number) => void): void {
    this.values.forEach(value => use(value));
  }

  /** @param share - 0.5 is the median; the value that so many are not above */
  quantile(share: number): number {
    if (this.values.length === 0) {
      throw new RangeError('Nothing was measured');
    }
    const sorted = [...this.values].sort((a, b) => a - b);
    return sorted[Math.ceil(share * sorted.length) - 1];
  }

  get p50(): number {
    return this.quantile(0.5);
  }

  get p95(): number {
    return this.quantile(0.95);
  }
}
