import {
  DirectoryChangeKey,
  Refusal,
  TenantDirectory,
  TenantId,
} from '@commonhold/plugin-tenancy-common';
import { RefusalReport } from './TenancyClient';

/**
 * The directory of tenants, for what decides what is whose.
 *
 * @public
 */
export interface TenantDirectoryService {
  /**
   * The directory as of a second or two ago. Waits for the tenancy backend
   * while the portal starts.
   *
   * @throws if the tenancy backend does not answer; decide nothing then
   */
  getDirectory(): Promise<TenantDirectory>;

  /**
   * Calls the listener soon with everything whose tenant may have changed in
   * the last day, then with every change, each at least once.
   */
  onChange(listener: DirectoryListener): void;

  /**
   * The tenants that a person belongs to, suspended ones included.
   *
   * @param userEntityRef - a full entity ref
   */
  getTenantsOfUser(userEntityRef: string): Promise<readonly TenantId[]>;

  /** Whether an entity is known to be refused at present. */
  isRefused(entityRef: string): boolean;

  /** Tells the authors, and operators, that an entity was refused. */
  reportRefusal(report: RefusalReport): Promise<void>;

  /** Takes a refusal back. */
  reportAcceptance(
    acceptance: Pick<Refusal, 'entityRef' | 'location'>,
  ): Promise<void>;
}

/** @public */
export type DirectoryListener = (changes: {
  readonly directory: TenantDirectory;
  readonly keys: readonly DirectoryChangeKey[];
  /** Refs of entities that are refused at present, for another try. */
  readonly refused: readonly string[];
}) => Promise<void>;
