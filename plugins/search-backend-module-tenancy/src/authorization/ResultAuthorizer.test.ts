import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { catalogEntityReadPermission } from '@backstage/plugin-catalog-common/alpha';
import {
  AuthorizeResult,
  PermissionCondition,
} from '@backstage/plugin-permission-common';
import { ResultAuthorizer } from './ResultAuthorizer';

/** What the permission backend sends to a plugin at once, at most. */
const LIMIT_BYTES = 100_000;

const groups = (count: number) =>
  Array.from(
    { length: count },
    (_, i) => `group:payments/${'team-'.repeat(10)}${i}`,
  );

/** Asks about a page of 100 results, of which every other is allowed. */
async function authorizePage(audience: string[]) {
  const conditions: PermissionCondition = {
    resourceType: 'catalog-entity',
    rule: 'IS_IN_AUDIENCE',
    params: { audience },
  };
  const sent: number[] = [];
  const permissions = mockServices.permissions.mock({
    authorizeConditional: async () => [
      {
        result: AuthorizeResult.CONDITIONAL,
        pluginId: 'catalog',
        resourceType: 'catalog-entity',
        conditions,
      },
    ],
    authorize: async requests => {
      sent.push(
        Buffer.byteLength(
          JSON.stringify(requests.map(request => ({ ...request, conditions }))),
        ),
      );
      return requests.map(request => ({
        result:
          'resourceRef' in request && /[02468]$/.test(request.resourceRef ?? '')
            ? AuthorizeResult.ALLOW
            : AuthorizeResult.DENY,
      }));
    },
  });
  const authorization = await new ResultAuthorizer({
    permissions,
    permissionOf: () => catalogEntityReadPermission,
  }).authorize(['software-catalog'], undefined, mockCredentials.user());
  const allowed = await authorization.allowed(
    Array.from({ length: 100 }, (_, i) => ({
      type: 'software-catalog',
      document: {
        title: `${i}`,
        text: '',
        location: '',
        authorization: { resourceRef: `component:payments/${i}` },
      },
    })),
  );
  return { sent, titles: allowed.map(({ document }) => document.title) };
}

const even = Array.from({ length: 50 }, (_, i) => `${2 * i}`);

describe('a page of 100 results', () => {
  it('is one question for somebody in few groups', async () => {
    const { sent, titles } = await authorizePage(['tenant:payments']);
    expect(titles).toEqual(even);
    expect(sent.length).toBeLessThanOrEqual(2);
  });

  it.each([100, 1_000])(
    'is never too much at once for somebody in %d groups',
    async count => {
      const { sent, titles } = await authorizePage(groups(count));
      expect(titles).toEqual(even);
      expect(Math.max(...sent)).toBeLessThan(LIMIT_BYTES);
    },
  );
});
