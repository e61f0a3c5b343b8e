import { changedLines } from './tenantChangeLines';

describe('changedLines', () => {
  it('tells what came into a list and what left it', () => {
    expect(
      changedLines({
        before: ['group:cards/a', 'group:cards/b'],
        after: ['group:cards/b', 'group:cards/c'],
      }),
    ).toEqual({ removed: ['group:cards/a'], added: ['group:cards/c'] });
  });

  it('tells which limit changed, and which is gone', () => {
    expect(
      changedLines({
        before: {
          requestsPerMinute: 600,
          concurrentOperations: 5,
          resources: { 'kafka-topic': 40 },
        },
        after: {
          requestsPerMinute: 900,
          concurrentOperations: null,
          resources: { 'kafka-topic': 40, dns: 2 },
        },
      }),
    ).toEqual({
      removed: ['requestsPerMinute: 600', 'concurrentOperations: 5'],
      added: ['requestsPerMinute: 900', 'resources.dns: 2'],
    });
  });

  it('tells a text as it was and is, and nothing of what was not there', () => {
    expect(changedLines({ before: null, after: 'Cards' })).toEqual({
      removed: [],
      added: ['Cards'],
    });
    expect(changedLines({ before: false, after: true })).toEqual({
      removed: ['false'],
      added: ['true'],
    });
  });
});
