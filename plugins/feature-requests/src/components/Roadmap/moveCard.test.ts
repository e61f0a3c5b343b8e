import { Roadmap } from '@commonhold/plugin-feature-requests-common';
import { aRequest } from '../../__testUtils__/aRequest';
import { moveCard, planOf } from './moveCard';

function column(id: string, ...titles: string[]) {
  return {
    id,
    title: id,
    total: titles.length,
    items: titles.map(title => aRequest(title)),
  };
}

function aRoadmap(by: Roadmap['by'] = 'horizon'): Roadmap {
  return {
    by,
    columns: [
      column('now', 'a', 'b', 'c'),
      column('next', 'd'),
      column('later'),
    ],
    warnings: [],
    mayPlan: true,
  };
}

const idOf = (roadmap: Roadmap, title: string) =>
  roadmap.columns
    .flatMap(({ items }) => items)
    .find(request => request.title === title)?.id ?? '';

const titles = (roadmap: Roadmap) =>
  roadmap.columns.map(({ items }) => items.map(({ title }) => title).join(''));

describe('A card of the roadmap', () => {
  it('moves to another column, and both columns count right', () => {
    const roadmap = aRoadmap();
    const moved = moveCard(roadmap, idOf(roadmap, 'b'), {
      column: 'next',
      row: 0,
    });
    expect(titles(moved)).toEqual(['ac', 'bd', '']);
    expect(moved.columns.map(({ total }) => total)).toEqual([2, 2, 0]);
    expect(titles(roadmap)).toEqual(['abc', 'd', '']);
  });

  it.each([
    ['a', 2, 'bca', 'c'],
    ['c', 0, 'cab', undefined],
    ['a', 1, 'bac', 'b'],
    ['b', 1, 'abc', 'a'],
  ])('moves %s to row %d of its column', (title, row, order, behind) => {
    const roadmap = aRoadmap();
    const id = idOf(roadmap, title);
    const place = { column: 'now', row };
    expect(titles(moveCard(roadmap, id, place))[0]).toBe(order);
    expect(planOf(roadmap, id, place)).toEqual({
      horizon: 'now',
      after: behind ? idOf(roadmap, behind) : null,
    });
  });

  it('is planned for an increment where these are the columns', () => {
    const roadmap = aRoadmap('increment');
    expect(
      planOf(roadmap, idOf(roadmap, 'a'), { column: 'later', row: 0 }),
    ).toEqual({ increment: 'later', after: null });
  });

  it('that is not there changes nothing', () => {
    const roadmap = aRoadmap();
    expect(moveCard(roadmap, 'nobody', { column: 'now', row: 0 })).toBe(
      roadmap,
    );
  });
});
