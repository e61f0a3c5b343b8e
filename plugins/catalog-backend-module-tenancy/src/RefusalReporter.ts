import { LoggerService } from '@backstage/backend-plugin-api';
import {
  Entity,
  stringifyEntityRef,
  stringifyLocationRef,
} from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { LocationSpec } from '@backstage/plugin-catalog-common';
import { RefusalCode, TenantId } from '@commonhold/plugin-tenancy-common';
import { TenantDirectoryService } from '@commonhold/plugin-tenancy-node';

/** Why an entity, or a part of it, is not in the catalog. */
export type Refused = {
  readonly code: RefusalCode;
  /** For its author: names nothing that their tenant does not see. */
  readonly message: string;
  /** For operators, where they may know more. */
  readonly detail?: string;
  /** Whose repository it is from, if anybody's. */
  readonly author: TenantId | null;
};

/** Tells authors and operators what was refused. */
export class RefusalReporter {
  constructor(
    private readonly options: {
      readonly directory: TenantDirectoryService;
      readonly logger: LoggerService;
    },
  ) {}

  /** @returns the error that the catalog shows to those who see the entity */
  async refuse(
    entityRef: string,
    location: LocationSpec,
    refusal: Refused,
  ): Promise<InputError> {
    await this.report(entityRef, location, refusal);
    return new InputError(refusal.message);
  }

  /** That nobody could be told is no reason to process the entity otherwise. */
  async report(
    entityRef: string,
    location: LocationSpec,
    { code, message, detail, author }: Refused,
  ): Promise<void> {
    const { directory, logger } = this.options;
    try {
      await directory.reportRefusal({
        entityRef,
        location: stringifyLocationRef(location),
        tenant: author,
        code,
        message,
        detail,
      });
    } catch (error) {
      logger.warn(`${message} (its author could not be told: ${error})`);
    }
  }

  /** Takes back that the entity was refused as a whole, if it was. */
  async takeBack(entity: Entity, location: LocationSpec): Promise<void> {
    if (this.options.directory.isRefused(stringifyEntityRef(entity))) {
      await this.forget(entity, location);
    }
  }

  /** Takes back whatever was said of the entity from that place. */
  async forget(entity: Entity, location: LocationSpec): Promise<void> {
    const { directory, logger } = this.options;
    const entityRef = stringifyEntityRef(entity);
    try {
      await directory.reportAcceptance({
        entityRef,
        location: stringifyLocationRef(location),
      });
    } catch (error) {
      logger.warn(
        `The refusal of ${entityRef} could not be taken back: ${error}`,
      );
    }
  }
}
