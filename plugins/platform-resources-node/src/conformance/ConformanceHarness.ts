import { JsonObject, JsonValue } from '@backstage/types';
import {
  DesiredResource,
  Observation,
  ProviderTarget,
  ResourceProvider,
} from '../ResourceProvider';

/**
 * What the kit needs of a provider, with the backend that it really serves.
 *
 * @public
 */
export type ConformanceHarness<
  Spec extends object = JsonObject,
  Observed extends Observation = Observation,
  Data extends JsonObject = JsonObject,
> = {
  /** A provider as a new process would make it; nothing remembered. */
  provider(): ResourceProvider<Spec, Observed, Data>;

  /**
   * A resource as it is first declared and as it is after an edit. At every call
   * another one, that differs in nothing but its leaf.
   */
  resource(): {
    readonly first: DesiredResource<Spec>;
    readonly second: DesiredResource<Spec>;
  };

  /**
   * What any two resources observe alike once they are made. Left out, all of
   * their specs; a provider whose specs hold names of their own leaves those out.
   */
  sameOf?(spec: JsonObject): JsonValue;

  /** Changes by hand, past the provider, something that it looks after. */
  drift(target: ProviderTarget): Promise<void>;

  /**
   * How many changes the backend has seen at this resource, counted by the backend
   * itself: not by anything that the provider writes. Leave it out only where the
   * backend cannot count.
   */
  effects?(target: ProviderTarget): Promise<number>;

  /** The provider with credentials that the backend refuses. */
  readonly withWrongCredentials:
    | (() => ResourceProvider<Spec, Observed, Data>)
    | 'has no credentials';

  /** The provider with a backend that is not there. */
  readonly withDeadServer:
    | (() => ResourceProvider<Spec, Observed, Data>)
    | 'has no server';

  /** Every secret that any of these providers was given, wrong ones too. */
  readonly secrets: readonly string[];
};
