import { PlatformComponent } from '@commonhold/plugin-platform-resources-common';
import { ApprovableStep, neededApprovals } from './neededApprovals';

const component = (
  approval: PlatformComponent['approval'],
): PlatformComponent => ({
  overlay: 'kafka',
  provider: 'kafka',
  ref: 'component:platform/kafka-topic',
  name: 'kafka-topic',
  title: 'Kafka topic',
  description: '',
  owner: 'group:platform/messaging',
  approval,
});

const step = (rest: Partial<ApprovableStep> = {}): ApprovableStep => ({
  component: component({ when: 'destructive', by: 'owner' }),
  componentOwner: 'group:platform/messaging',
  componentTitle: 'Kafka topic',
  destructive: false,
  isProtected: false,
  leaf: 'prod/eu-west',
  ...rest,
});

const APPLICATION = {
  owner: 'group:payments/checkout',
  tenant: 'payments',
  isNew: false,
};

const partiesOf = (
  steps: ApprovableStep[],
  application: Partial<typeof APPLICATION> = {},
) =>
  neededApprovals(steps, { ...APPLICATION, ...application }).map(
    ({ party }) => party,
  );

describe('who has to agree', () => {
  it('is nobody to a step that destroys nothing', () => {
    expect(partiesOf([step()])).toEqual([]);
  });

  it('is the owner of the component where something is destroyed, whatever the component says', () => {
    for (const when of ['never', 'destructive', 'always'] as const) {
      expect(
        partiesOf([
          step({ destructive: true, component: component({ when }) }),
        ]),
      ).toEqual(['group:platform/messaging']);
    }
    expect(
      partiesOf([step({ destructive: true, component: undefined })]),
    ).toEqual(['group:platform/messaging']);
  });

  it('is whom the component names', () => {
    const always = (by: 'tenant-admin' | 'group:platform/security') =>
      step({ component: component({ when: 'always', by }) });
    expect(
      partiesOf([always('tenant-admin'), always('group:platform/security')]),
    ).toEqual(['group:platform/security', 'tenant-admin:payments']);
  });

  it('is the team of the application where a node is protected', () => {
    expect(neededApprovals([step({ isProtected: true })], APPLICATION)).toEqual(
      [{ party: 'group:payments/checkout', reasons: ['prod is protected'] }],
    );
    expect(partiesOf([step({ isProtected: true })], { isNew: true })).toEqual(
      [],
    );
    expect(
      partiesOf([step({ isProtected: true, destructive: true })], {
        isNew: true,
      }),
    ).toEqual(['group:platform/messaging']);
  });

  it('is operators where nobody else is known', () => {
    expect(
      neededApprovals([step({ destructive: true, componentOwner: '' })], {
        owner: null,
        tenant: null,
        isNew: false,
      }),
    ).toMatchObject([{ party: 'operators' }]);
  });
});
