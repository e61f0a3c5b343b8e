import { UrlReaderService } from '@backstage/backend-plugin-api';
import {
  Entity,
  entityEnvelopeSchemaValidator,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { toError } from '@backstage/errors';
import { parseEntityYaml } from '@backstage/plugin-catalog-node';
import {
  Tenant,
  TenantLocationPreview,
} from '@commonhold/plugin-tenancy-common';

/** More is for the catalog to read, in its own time. */
const MAX_FILES = 50;
const MAX_FILE_BYTES = 1024 * 1024;
const MAX_PROBLEMS = 20;

type FileContents = Omit<TenantLocationPreview, 'target'>;

/** Reads what files of catalog entities declare. */
export class EntityFileReader {
  private readonly validate = entityEnvelopeSchemaValidator();

  constructor(private readonly urlReader: UrlReaderService) {}

  /**
   * Reads with the credentials of the portal: only call it for places that the
   * tenant may read.
   *
   * @param target - `*` stands for any part of a path
   */
  async read(target: string, tenant: Tenant): Promise<FileContents> {
    const entities: { entityRef: string }[] = [];
    const problems: string[] = [];
    try {
      const { files } = await this.urlReader.search(target);
      if (files.length === 0) {
        problems.push(`There is no file at ${target}`);
      }
      for (const file of files.slice(0, MAX_FILES)) {
        const text = await file.content();
        if (text.byteLength > MAX_FILE_BYTES) {
          problems.push(`${file.url} is larger than 1 MiB`);
        } else {
          this.readFile(text, file.url, tenant, { entities, problems });
        }
      }
    } catch (error) {
      problems.push(
        `${target} cannot be read: ${toError(error).message.slice(0, 500)}`,
      );
    }
    return { entities, problems: problems.slice(0, MAX_PROBLEMS) };
  }

  private readFile(
    data: Buffer,
    url: string,
    tenant: Tenant,
    found: { entities: { entityRef: string }[]; problems: string[] },
  ): void {
    for (const result of parseEntityYaml(data, { type: 'url', target: url })) {
      if (result.type === 'error') {
        found.problems.push(result.error.message);
      } else if (result.type === 'entity') {
        const problem = this.problemOf(result.entity, tenant);
        if (problem) {
          found.problems.push(problem);
        } else {
          found.entities.push({ entityRef: stringifyEntityRef(result.entity) });
        }
      }
    }
  }

  private problemOf(entity: Entity, tenant: Tenant): string | undefined {
    try {
      this.validate(entity);
    } catch (error) {
      return toError(error).message;
    }
    const { namespace } = entity.metadata;
    return namespace === undefined ||
      namespace === 'default' ||
      tenant.namespaces.includes(namespace.toLocaleLowerCase('en-US'))
      ? undefined
      : `${stringifyEntityRef(
          entity,
        )}: its namespace "${namespace}" is none of the tenant "${tenant.id}"`;
  }
}
