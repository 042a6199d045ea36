import { Injectable } from '@nestjs/common';
import { currentTenantId } from '../operations/request-context.js';
import { UniqueViolation } from '../persistence/unique-violation.js';
import {
  comparisonKey,
  isObject,
  storageName,
  UniquenessError,
  type Attribute,
  type JsonValue,
  type ResourceDocument,
  type ResourceType,
  type Schema,
} from '../scim/index.js';
import { UniqueValueRepository } from './unique-value.repository.js';

/** Keeps what a schema extension declares unique so (RFC 7643 §2.2). Runs inside a unit of work. */
@Injectable()
export class UniqueValues {
  constructor(private readonly values: UniqueValueRepository) {}

  /** @throws UniquenessError that names the attribute */
  async follow(
    resourceId: string,
    before: ResourceDocument,
    after: ResourceDocument,
    type: ResourceType,
  ): Promise<void> {
    for (const { schema } of type.extensions) {
      for (const attribute of schema.attributes) {
        if (attribute.uniqueness === 'none') continue;
        const [old, now] = [before, after].map((document) => valueOf(document, schema, attribute));
        if (old === now) continue;
        await this.set(resourceId, schema, attribute, now);
      }
    }
  }

  private async set(
    resourceId: string,
    schema: Schema,
    attribute: Attribute,
    value: string | number | undefined,
  ): Promise<void> {
    const name = storageName({ schema, extension: schema.id, attribute });
    await this.values.delete(currentTenantId(), resourceId, name);
    if (value === undefined) return;
    try {
      await this.values.insert(currentTenantId(), resourceId, name, comparisonKey(value, attribute));
    } catch (error) {
      if (!(error instanceof UniqueViolation)) throw error;
      throw new UniquenessError(`Another resource has this value of ${schema.id}:${attribute.name}`);
    }
  }
}

function valueOf(
  document: ResourceDocument,
  schema: Schema,
  { name }: Attribute,
): string | number | undefined {
  const extension = document[schema.id];
  const value: JsonValue | undefined = isObject(extension) ? extension[name] : undefined;
  return typeof value === 'string' || typeof value === 'number' ? value : undefined;
}
