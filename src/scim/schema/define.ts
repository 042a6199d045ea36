import type { Attribute, AttributeType } from './attribute.js';

type Options = Partial<Omit<Attribute, 'name' | 'type' | 'description'>>;

/** An attribute with the defaults of RFC 7643 §2.2 where nothing else is said. */
export function attribute(
  name: string,
  type: AttributeType,
  description: string,
  options: Options = {},
): Attribute {
  return {
    name,
    type,
    description,
    multiValued: false,
    required: false,
    caseExact: false,
    mutability: 'readWrite',
    returned: 'default',
    uniqueness: 'none',
    ...options,
  };
}

/** The usual sub-attributes of a multi-valued attribute, RFC 7643 §2.4; `value` is the caller's. */
export function pluralSubAttributes(value: Attribute, types: readonly string[] = []): readonly Attribute[] {
  return [
    value,
    attribute('display', 'string', 'A human-readable name, primarily used for display purposes.'),
    attribute('type', 'string', "A label indicating the attribute's function.", {
      ...(types.length > 0 && { canonicalValues: types }),
    }),
    attribute('primary', 'boolean', 'Whether this is the preferred value; true on at most one.'),
  ];
}
