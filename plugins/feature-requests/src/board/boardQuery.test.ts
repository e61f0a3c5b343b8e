import { countFilters, parseBoardQuery } from './boardQuery';

describe('The address of the board', () => {
  it('says which requests and in which order', () => {
    const query = parseBoardQuery(
      new URLSearchParams(
        'text=kafka&sort=trending&status=new&status=planned&about=component:platform/kafka-topic&voted=true&tenant=payments',
      ),
    );
    expect(query).toEqual({
      text: 'kafka',
      sort: 'trending',
      status: ['new', 'planned'],
      about: ['component:platform/kafka-topic'],
      tenant: ['payments'],
      voted: true,
    });
    expect(countFilters(query)).toBe(5);
  });

  it('does not pass on what is no filter', () => {
    const query = parseBoardQuery(
      new URLSearchParams('sort=loudest&status=lost&mine=yes&text=%20&x=y'),
    );
    expect(query).toEqual({});
    expect(countFilters(query)).toBe(0);
  });
});
