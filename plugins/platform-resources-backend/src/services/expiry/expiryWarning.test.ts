import { dueWarning } from './expiryWarning';

const END = '2026-12-31T12:00:00.000Z';
const before = (days: number) => Date.parse(END) - days * 24 * 3_600_000;

describe('a warning of an end', () => {
  it.each([
    ['15 days before', 15, null, undefined],
    ['14 days before', 14, null, 14],
    ['10 days before, again', 10, 14, undefined],
    ['a week before', 7, 14, 7],
    ['half a day before', 0.5, 7, 1],
    ['at the end', 0, 1, 0],
    ['after the end, again', -3, 0, undefined],
    ['after everything was missed', -3, null, 0],
    ['when the date is near from the start', 2, null, 7],
  ])('%s', (_, days, warned, due) => {
    expect(dueWarning(END, before(days), warned)).toBe(due);
  });
});
