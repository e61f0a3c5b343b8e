/* eslint-disable jest/no-export, jest/expect-expect -- it is a suite for the tests of others to declare, and its checks throw */
import { JsonObject } from '@backstage/types';
import { Observation } from '../ResourceProvider';
import { conformanceChecks } from './checks';
import { ConformanceHarness } from './ConformanceHarness';

/**
 * Declares a Jest suite that holds a provider against its real backend.
 *
 * ```ts
 * describeProviderConformance('postgresql', () => harness);
 * ```
 *
 * @param harness - called once a check, after `beforeAll` hooks of the file
 * @public
 */
export function describeProviderConformance<
  Spec extends object,
  Observed extends Observation,
  Data extends JsonObject,
>(name: string, harness: () => ConformanceHarness<Spec, Observed, Data>): void {
  describe(`the provider ${name}`, () => {
    it.each(conformanceChecks.map(check => [check.title, check] as const))(
      '%s',
      async (_, check) => {
        await check.run(harness());
      },
    );
  });
}
