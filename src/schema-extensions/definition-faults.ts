import type { FieldError } from '../admin-api/problem.js';
import { isPrototypeName } from '../scim/index.js';
import type { AttributeDefinition, ExtensionDefinition, SubAttributeDefinition } from './schema-extension.js';

/** What RFC 7643 and this server cannot keep of a definition, each with its path. */
export function faultsOf({ id, attributes }: ExtensionDefinition): FieldError[] {
  return [
    ...(/^urn:ietf:/i.test(id) ? [{ path: 'id', message: 'must not be one that the IETF gives' }] : []),
    ...faultsOfNames(attributes, 'attributes'),
    ...attributes.flatMap((attribute, index) => faultsOfAttribute(attribute, `attributes[${index}]`)),
  ];
}

function faultsOfAttribute(attribute: AttributeDefinition, path: string): FieldError[] {
  const { type, multiValued, mutability, returned, required, uniqueness, subAttributes } = attribute;
  const fault = (when: boolean, field: string, message: string): FieldError[] =>
    when ? [{ path: `${path}.${field}`, message }] : [];
  return [
    ...fault(
      type === 'complex' && !subAttributes,
      'subAttributes',
      'are what a complex attribute is made of',
    ),
    ...fault(
      type !== 'complex' && subAttributes !== undefined,
      'subAttributes',
      'belong to complex attributes',
    ),
    ...fault(
      uniqueness !== 'none' &&
        (multiValued || (type !== 'string' && type !== 'integer' && type !== 'reference')),
      'uniqueness',
      'holds for single strings, integers and references',
    ),
    ...fault(
      required && mutability === 'readOnly',
      'required',
      'cannot be true of what clients cannot write',
    ),
    ...fault(
      required && mutability === 'writeOnly',
      'required',
      'cannot be true of what is not kept (writeOnly)',
    ),
    ...fault(
      mutability === 'writeOnly' && returned !== 'never',
      'returned',
      'must be never where mutability is writeOnly (RFC 7643 §7)',
    ),
    ...faultsOfReferences(attribute, path),
    ...(subAttributes ?? []).flatMap((sub, index) =>
      faultsOfReferences(sub, `${path}.subAttributes[${index}]`),
    ),
    ...faultsOfNames(subAttributes ?? [], `${path}.subAttributes`),
  ];
}

function faultsOfReferences(
  { type, referenceTypes, canonicalValues }: AttributeDefinition | SubAttributeDefinition,
  path: string,
): FieldError[] {
  return [
    ...(referenceTypes && type !== 'reference'
      ? [{ path: `${path}.referenceTypes`, message: 'belong to references' }]
      : []),
    ...(canonicalValues && type !== 'string' && type !== 'reference'
      ? [{ path: `${path}.canonicalValues`, message: 'belong to strings and references' }]
      : []),
  ];
}

function faultsOfNames(attributes: readonly { readonly name: string }[], path: string): FieldError[] {
  const seen = new Set<string>();
  return attributes.flatMap(({ name }, index) => {
    const key = name.toLowerCase();
    const message = isPrototypeName(name)
      ? 'is a name that JavaScript keeps for itself'
      : seen.has(key)
        ? 'is there twice, whatever its case'
        : undefined;
    seen.add(key);
    return message === undefined ? [] : [{ path: `${path}[${index}].name`, message }];
  });
}
