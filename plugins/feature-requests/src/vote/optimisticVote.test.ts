import { foresee, Voted } from './optimisticVote';

const now = new Date('2026-11-20T10:00:00.000Z');

const before: Voted = {
  myVote: null,
  demand: {
    score: 1000,
    people: 5,
    applications: 3,
    tenants: 2,
    importance: { niceToHave: 1, important: 1, critical: 1 },
  },
};

describe('What a vote will have done', () => {
  it('counts one person, and what it says', () => {
    const voted = foresee(
      before,
      { kind: 'cast', details: { importance: 'critical' } },
      now,
    );
    expect(voted.demand).toMatchObject({
      people: 6,
      applications: 3,
      importance: { critical: 2 },
    });
    expect(voted.myVote).toMatchObject({ importance: 'critical', why: null });
  });

  it('changes what was said, and counts nobody twice', () => {
    const voted = foresee(
      before,
      { kind: 'cast', details: { importance: 'critical' } },
      now,
    );
    const changed = foresee(
      voted,
      { kind: 'cast', details: { importance: 'none', why: 'Costs' } },
      now,
    );
    expect(changed.demand.people).toBe(6);
    expect(changed.demand.importance).toEqual(before.demand.importance);
    expect(changed.myVote).toMatchObject({ importance: null, why: 'Costs' });
  });

  it('is undone by taking it back', () => {
    const voted = foresee(
      before,
      { kind: 'cast', details: { importance: 'important' } },
      now,
    );
    expect(foresee(voted, { kind: 'withdraw' }, now)).toEqual(before);
  });
});
