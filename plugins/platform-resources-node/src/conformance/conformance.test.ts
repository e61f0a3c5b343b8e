import { formatResourceRef } from '@commonhold/plugin-platform-resources-common';
import { JarProvider, Shelf } from '../__testUtils__/Shelf';
import { TransientProviderError } from '../errors';
import { resourceIdOf } from '../resourceId';
import { DesiredResource } from '../ResourceProvider';
import { conformanceChecks } from './checks';
import { ConformanceHarness } from './ConformanceHarness';
import { describeProviderConformance } from './describeProviderConformance';

type JarClass = new (
  ...options: ConstructorParameters<typeof JarProvider>
) => JarProvider;

type JarHarness = ConformanceHarness<{ size: number }>;

function harnessOf(Provider: JarClass): JarHarness {
  const shelf = new Shelf();
  let count = 0;
  const provider = (options: { password: string; dead?: boolean }) =>
    new Provider(shelf, options) as unknown as ReturnType<
      JarHarness['provider']
    >;
  return {
    provider: () => provider({ password: 'open-sesame' }),
    resource: () => {
      count += 1;
      const address = {
        application: 'system:kitchen/jam',
        overlay: 'jar',
        instance: 'plum',
        leaf: `home-${count}`,
      };
      const ref = formatResourceRef(address);
      const desired = (size: number): DesiredResource<{ size: number }> => ({
        target: {
          ...address,
          id: resourceIdOf(ref),
          ref,
          tenant: 'kitchen',
          component: 'component:kitchen/jar',
          providerConfig: {},
        },
        spec: { size },
        tags: {},
      });
      return { first: desired(1), second: desired(2) };
    },
    drift: async target => {
      for (const key of [target.id, target.instance]) {
        const jar = shelf.jars.get(key);
        if (jar) {
          jar.size = 99;
        }
      }
    },
    effects: async () => shelf.effects,
    withWrongCredentials: () => provider({ password: 'let-me-in' }),
    withDeadServer: () => provider({ password: 'open-sesame', dead: true }),
    secrets: ['open-sesame', 'let-me-in'],
  };
}

/** Titles of the checks that a provider does not pass. */
async function failures(Provider: JarClass): Promise<string[]> {
  const failed: string[] = [];
  for (const check of conformanceChecks) {
    try {
      await check.run(harnessOf(Provider));
    } catch {
      failed.push(check.title);
    }
  }
  return failed;
}

describeProviderConformance('jar', () => harnessOf(JarProvider));

describe('the kit finds a provider that', () => {
  it('does a step twice', async () => {
    class Twice extends JarProvider {
      protected remember() {}
      protected checkFresh() {}
    }
    expect(await failures(Twice)).toEqual(
      expect.arrayContaining(['applies a step twice as if once']),
    );
  });

  it('applies stale plans', async () => {
    class Stale extends JarProvider {
      protected checkFresh() {}
    }
    expect(await failures(Stale)).toEqual([
      'refuses a plan that was made before somebody changed something',
    ]);
  });

  it('lets workers go on that lost their lease', async () => {
    class Unfenced extends JarProvider {
      protected checkFence() {}
    }
    expect(await failures(Unfenced)).toEqual([
      'refuses a worker that lost its lease, if it remembers fences',
    ]);
  });

  it('does not see drift', async () => {
    class Blind extends JarProvider {
      protected look(target: Parameters<JarProvider['observe']>[0]) {
        const seen = super.look(target);
        return seen && { ...seen, version: 'always' };
      }
    }
    expect(await failures(Blind)).toContain(
      'sees what others changed, and puts it right',
    );
  });

  it('leaves a half-made resource as it is after a crash', async () => {
    class Forgetful extends JarProvider {
      plan(...args: Parameters<JarProvider['plan']>) {
        const steps = super.plan(...args);
        const observed = args[1];
        return observed?.spec.label === null &&
          !this.madeHere.has(observed.version)
          ? []
          : steps;
      }
      private readonly madeHere = new Set<string>();
      async apply(...args: Parameters<JarProvider['apply']>) {
        const made = await super.apply(...args);
        this.madeHere.add(made?.version ?? '');
        return made;
      }
    }
    expect(await failures(Forgetful)).toContain(
      'recovers when it is killed between any two steps',
    );
  });

  it('does not come to an end', async () => {
    class Restless extends JarProvider {
      plan(...args: Parameters<JarProvider['plan']>) {
        const steps = super.plan(...args);
        const [desired, observed] = args;
        return steps.length || !desired
          ? steps
          : super.plan(desired, undefined).map(step => ({
              ...step,
              basedOn: observed?.version ?? null,
            }));
      }
    }
    expect(await failures(Restless)).toContain(
      'makes what was declared, and then has nothing to do',
    );
  });

  it('mixes up resources of the same name', async () => {
    class ByName extends JarProvider {
      protected nameOf(target: Parameters<JarProvider['nameOf']>[0]) {
        return target.instance;
      }
    }
    expect(await failures(ByName)).toContain(
      'keeps resources of the same name at other places apart',
    );
  });

  it('fails on the deletion of the absent', async () => {
    class Strict extends JarProvider {
      async apply(...args: Parameters<JarProvider['apply']>) {
        const [step, { target }] = args;
        if (step.kind === 'delete' && !(await this.observe(target))) {
          throw new Error('there is no such jar');
        }
        return super.apply(...args);
      }
    }
    expect(await failures(Strict)).toEqual([
      'deletes, says what is lost, and finds the deletion of the absent fine',
    ]);
  });

  it('loses tags', async () => {
    class Tagless extends JarProvider {
      plan(...[desired, observed]: Parameters<JarProvider['plan']>) {
        return super.plan(desired && { ...desired, tags: {} }, observed);
      }
    }
    expect(await failures(Tagless)).toEqual(['carries tags, if it says so']);
  });

  it('tells passwords in errors', async () => {
    class Talkative extends JarProvider {
      protected refusal(password: string) {
        return Object.assign(super.refusal(password), {
          message: `The shelf refused "${password}"`,
        });
      }
    }
    expect(await failures(Talkative)).toEqual(['never tells a secret']);
  });

  it('tries wrong credentials again and again', async () => {
    class Hopeful extends JarProvider {
      protected refusal() {
        return new TransientProviderError('Refused', { nextStep: 'Wait' });
      }
    }
    expect(await failures(Hopeful)).toEqual([
      'calls wrong credentials permanent, and says what to do',
    ]);
  });

  it('goes on after it was told to stop', async () => {
    class Stubborn extends JarProvider {
      async apply(...args: Parameters<JarProvider['apply']>) {
        const [step, context] = args;
        if (context.signal.aborted) {
          await new Promise(resolve => {
            setTimeout(resolve, 5_100);
          });
        }
        return super.apply(step, {
          ...context,
          signal: new AbortController().signal,
        });
      }
    }
    expect(await failures(Stubborn)).toEqual([
      'stops when it is asked to, and recovers from that',
    ]);
  }, 15_000);
});
