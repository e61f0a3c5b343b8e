import { Resource } from '@commonhold/plugin-platform-resources-common';
import { adoptingEdit } from './DriftAdoption';

const resource = (drift: Resource['drift']): Resource => ({
  id: 'id',
  ref: 'system:payments/checkout#postgresql/orders@prod/eu-west',
  application: 'system:payments/checkout',
  component: 'component:platform/postgresql-database',
  componentOwner: 'group:platform/data',
  overlay: 'postgresql',
  leaf: 'prod/eu-west',
  instance: 'orders',
  tenant: 'payments',
  provider: 'postgresql',
  health: 'drifted',
  message: null,
  generation: 1,
  observedGeneration: 1,
  protected: false,
  protection: null,
  expiresAt: null,
  cost: null,
  spec: {},
  tags: {},
  conditions: [],
  observed: null,
  dependsOn: [],
  destroyedAt: null,
  createdAt: '',
  updatedAt: '',
  drift,
});

const drifted = (...changes: NonNullable<Resource['drift']>['changes']) =>
  resource({ changes, seenAt: '', ignored: null });

describe('adopting drift', () => {
  it('writes what is there at the leaf, and takes out what is not', () => {
    expect(
      adoptingEdit(
        drifted(
          { in: 'spec', pointer: '/maxConnections', observed: 7, declared: 20 },
          { in: 'spec', pointer: '/parameters/a', observed: null, declared: 1 },
          { in: 'tags', pointer: '/owner', observed: 'x', declared: 'y' },
        ),
        true,
      ),
    ).toEqual({
      node: 'prod/eu-west',
      component: 'postgresql',
      instance: 'orders',
      patch: [
        { op: 'add', path: '/maxConnections', value: 7 },
        { op: 'remove', path: '/parameters/a' },
      ],
    });
  });

  it.each([
    ['nothing differs', resource(null), /nothing to adopt/],
    [
      'only tags differ',
      drifted({ in: 'tags', pointer: '/a', observed: 1, declared: 2 }),
      /tags/,
    ],
    [
      'nothing is there',
      drifted({ in: 'spec', pointer: '', observed: null, declared: {} }),
      /Nothing is there/,
    ],
  ])('is refused where %s', (_, from, message) => {
    expect(() => adoptingEdit(from, false)).toThrow(message);
  });
});
