import { Samples } from './Samples';

function samplesOf(values: readonly number[]): Samples {
  const samples = new Samples();
  values.forEach(value => samples.add(value));
  return samples;
}

describe('samples', () => {
  it('have a median and a 95th percentile, in whatever order they came', () => {
    const samples = samplesOf(Array.from({ length: 100 }, (_, i) => 100 - i));
    expect(samples.p50).toBe(50);
    expect(samples.p95).toBe(95);
  });

  it('are what was measured, never something between', () => {
    expect(samplesOf([1, 1000]).p50).toBe(1);
    expect(samplesOf([1, 1000]).p95).toBe(1000);
  });

  it('of nothing are no figure', () => {
    expect(() => samplesOf([]).p95).toThrow('Nothing was measured');
  });
});
