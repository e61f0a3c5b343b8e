import { readStamp } from '@commonhold/plugin-tenancy-common';
import { BenchEstate, OURS, PLATFORM, TENANTS, refOf } from './BenchEstate';
import { process, stitch } from './catalogRows';

const SIZE = 10_000;
const estate = new BenchEstate(SIZE);
const all = [...estate.sample(), ...[...estate.bulk()].flat()];

describe('the estate that is measured', () => {
  it('has as many entities as were asked for, each once', () => {
    expect(new Set(all.map(({ entity }) => refOf(entity))).size).toBe(SIZE);
  });

  it('has one tenant with one percent and a platform with two, of 600', () => {
    const of = (tenant: string) =>
      all.filter(written => written.tenant === tenant).length;
    expect(of(OURS)).toBe(SIZE / 100);
    expect(of(PLATFORM)).toBe(SIZE / 50);
    expect(new Set(all.map(({ tenant }) => tenant)).size).toBe(TENANTS);
  });

  it('is the same every time', () => {
    expect(new BenchEstate(SIZE).sample()).toEqual(estate.sample());
  });

  it('refers to nothing that is not there', () => {
    const refs = new Set(all.map(({ entity }) => refOf(entity)));
    const groups = new Set(estate.organisation().map(refOf));
    const missing = all
      .flatMap(written => process(written, 'http://git/x', false).relations)
      .filter(({ source, target }) =>
        [source, target].some(ref => !refs.has(ref) && !groups.has(ref)),
      );
    expect(missing).toEqual([]);
  });

  it('keeps some things to single teams', () => {
    const audiences = all
      .filter(({ tenant }) => tenant === OURS)
      .map(written => stitch(process(written, 'http://git/x', true), []))
      .map(({ final }) => readStamp(final)?.audience.join());
    expect(new Set(audiences)).toEqual(
      new Set([
        `tenant:${OURS}`,
        ...[0, 1, 2, 4, 5, 7, 8].map(team => `group:${OURS}/team-00${team}`),
      ]),
    );
  });
});
