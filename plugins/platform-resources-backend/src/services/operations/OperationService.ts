import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  Operation,
  OperationLogLine,
} from '@commonhold/plugin-platform-resources-common';
import { OperationQuery } from '../../store/OperationStore';

/** What people can learn of operations and do with them; hidden ones do not exist. */
export interface OperationService {
  /** The newest first. */
  list(
    request: OperationQuery & {
      readonly limit: number;
      readonly cursor?: string;
    },
    credentials: BackstageCredentials,
  ): Promise<{
    readonly items: readonly Operation[];
    readonly nextCursor?: string;
  }>;

  get(id: string, credentials: BackstageCredentials): Promise<Operation>;

  /** @param after - the id of the last line that is known already */
  log(
    id: string,
    after: string | undefined,
    credentials: BackstageCredentials,
  ): Promise<readonly OperationLogLine[]>;

  cancel(id: string, credentials: BackstageCredentials): Promise<Operation>;

  /**
   * Does again what failed or was cancelled.
   *
   * @param acceptLoss - whether what it destroys may be lost; not by whoever wanted it
   */
  retry(
    id: string,
    acceptLoss: boolean,
    credentials: BackstageCredentials,
  ): Promise<Operation>;
}
