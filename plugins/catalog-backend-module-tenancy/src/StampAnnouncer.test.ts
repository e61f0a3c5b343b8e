import { mockServices } from '@backstage/backend-test-utils';
import { Audience } from '@commonhold/plugin-tenancy-common';
import { StampAnnouncer } from './StampAnnouncer';

const REF = 'component:trading/vault';

describe('StampAnnouncer', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  /** An announcer over a catalog that shows what a test says. */
  async function start() {
    const shown = new Map<string, Audience[]>();
    const refreshed: string[] = [];
    let failing = false;
    const announcer = new StampAnnouncer({
      createLookup: () => ({
        find: async refs => {
          if (failing) {
            throw new Error('The catalog is away');
          }
          return new Map(
            [...refs].flatMap(ref => {
              const audience = shown.get(ref);
              return audience
                ? [
                    [
                      ref,
                      { stamp: { tenant: null, audience }, owner: undefined },
                    ],
                  ]
                : [];
            }),
          );
        },
      }),
      rememberedMs: 2_000,
      logger: mockServices.logger.mock(),
    });
    await announcer.connect({
      applyMutation: async () => {},
      refresh: async ({ keys }) => {
        refreshed.push(...keys);
      },
    });
    return {
      announcer,
      shown,
      refreshed,
      fail: (value: boolean) => {
        failing = value;
      },
    };
  }

  it('waits until the catalog shows an audience, and nobody remembers another', async () => {
    const { announcer, shown, refreshed } = await start();
    announcer.announce(REF, ['tenant:trading', 'everyone']);
    await jest.advanceTimersByTimeAsync(10_000);
    expect(refreshed).toEqual([]);
    shown.set(REF, ['tenant:trading', 'everyone']);
    await jest.advanceTimersByTimeAsync(1_500);
    expect(refreshed).toEqual([]);
    await jest.advanceTimersByTimeAsync(3_000);
    expect(refreshed).toEqual([`tenancy:audience:${REF}`]);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(refreshed).toHaveLength(1);
    announcer.stop();
  });

  it('looks again later when the catalog does not answer', async () => {
    const { announcer, shown, refreshed, fail } = await start();
    shown.set(REF, ['everyone']);
    fail(true);
    announcer.announce(REF, ['everyone']);
    await jest.advanceTimersByTimeAsync(10_000);
    expect(refreshed).toEqual([]);
    fail(false);
    await jest.advanceTimersByTimeAsync(5_000);
    expect(refreshed).toHaveLength(1);
    announcer.stop();
  });

  it('goes on to the others while one is never shown', async () => {
    const { announcer, shown, refreshed } = await start();
    for (let i = 0; i < 1_000; i++) {
      announcer.announce(`component:trading/never-${i}`, ['everyone']);
    }
    shown.set(REF, ['everyone']);
    announcer.announce(REF, ['everyone']);
    await jest.advanceTimersByTimeAsync(10_000);
    expect(refreshed).toEqual([`tenancy:audience:${REF}`]);
    announcer.stop();
  });
});
