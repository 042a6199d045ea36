import { defineAttribute, type Attribute, type Schema } from '../scim/index.js';

export const RESOURCE_TYPES = ['User', 'Group'] as const;
export const SIMPLE_TYPES = [
  'string',
  'boolean',
  'decimal',
  'integer',
  'dateTime',
  'binary',
  'reference',
] as const;
export const ATTRIBUTE_TYPES = [...SIMPLE_TYPES, 'complex'] as const;
export const MUTABILITIES = ['readWrite', 'immutable', 'writeOnly', 'readOnly'] as const;
export const RETURNED = ['default', 'always', 'request', 'never'] as const;
export const UNIQUENESS = ['none', 'server'] as const;

/** A sub-attribute as administrators define it. */
export interface SubAttributeDefinition {
  readonly name: string;
  readonly type: (typeof SIMPLE_TYPES)[number];
  readonly description: string;
  readonly caseExact: boolean;
  readonly canonicalValues?: readonly string[];
  readonly referenceTypes?: readonly string[];
}

/** An attribute as administrators define it, with the characteristics of RFC 7643 §7. */
export interface AttributeDefinition extends Omit<SubAttributeDefinition, 'type'> {
  readonly type: (typeof ATTRIBUTE_TYPES)[number];
  readonly multiValued: boolean;
  readonly required: boolean;
  readonly mutability: (typeof MUTABILITIES)[number];
  readonly returned: (typeof RETURNED)[number];
  readonly uniqueness: (typeof UNIQUENESS)[number];
  readonly subAttributes?: readonly SubAttributeDefinition[];
}

/** What administrators say of an extension. */
export interface ExtensionDefinition {
  /** The URN, as answers write it. */
  readonly id: string;
  readonly resourceType: (typeof RESOURCE_TYPES)[number];
  readonly name: string;
  readonly description: string;
  /** Every resource of the type has it (RFC 7643 §6 `schemaExtensions.required`). */
  readonly required: boolean;
  readonly attributes: readonly AttributeDefinition[];
}

/** A schema of the tenant's own; times in milliseconds since the epoch. */
export interface SchemaExtension extends ExtensionDefinition {
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** As the kernel holds bodies, filters and answers to it. */
export function toSchema({ id, name, description, attributes }: ExtensionDefinition): Schema {
  return { id, name, description, attributes: attributes.map(toAttribute) };
}

function toAttribute({ name, type, description, subAttributes, ...rest }: AttributeDefinition): Attribute {
  return defineAttribute(name, type, description, {
    ...rest,
    ...(subAttributes && {
      subAttributes: subAttributes.map((sub) =>
        defineAttribute(sub.name, sub.type, sub.description, {
          caseExact: sub.caseExact,
          ...(sub.canonicalValues && { canonicalValues: sub.canonicalValues }),
          ...(sub.referenceTypes && { referenceTypes: sub.referenceTypes }),
        }),
      ),
    }),
  });
}
