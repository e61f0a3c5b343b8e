import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { AccessExplanation } from '@commonhold/plugin-tenancy-common';

/** A question by refs; short forms are not understood. */
export type AccessQuestion = {
  readonly userEntityRef: string;
  readonly entityRef: string;
};

/** Answers *why can't I see this?* */
export interface AccessService {
  /**
   * @throws InputError if something is no entity ref
   * @throws NotFoundError for whoever may not ask that
   */
  explain(
    question: AccessQuestion,
    credentials: BackstageCredentials,
  ): Promise<AccessExplanation>;
}
