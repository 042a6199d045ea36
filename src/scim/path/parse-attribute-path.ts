import type { Conformance } from '../interop/tolerance.js';
import type { Attribute, ResourceType, Schema } from '../schema/attribute.js';
import { findAttribute, findCoreAttribute, schemasOf } from '../schema/find-attribute.js';
import { isSameName } from '../schema/fold-name.js';
import type { AttributePath } from './attribute-path.js';

/** ATTRNAME of RFC 7643 §2.1, and `$ref`. */
const ATTRIBUTE_NAME = /^[$a-z][-\w$]*$/i;

/**
 * Resolves `[URN:]attribute[.subAttribute]` in any case (RFC 7644 §3.10) against a resource type.
 * @returns undefined where it names no attribute
 */
export function resolveAttributePath(
  text: string,
  resourceType: ResourceType,
  conformance?: Conformance,
): AttributePath | undefined {
  const qualified = splitUrn(text, resourceType);
  if (qualified?.dotted && conformance?.mode === 'strict') return undefined;
  const [name, sub, ...more] = (qualified?.rest ?? text).split('.');
  if (name === undefined || more.length > 0 || !ATTRIBUTE_NAME.test(name)) return undefined;
  const owner = qualified
    ? { schema: qualified.schema, attribute: attributeOf(qualified.schema, name, resourceType) }
    : findUnqualified(name, resourceType, conformance);
  if (!owner?.attribute) return undefined;
  if (qualified?.dotted) conformance?.used('extensionDot');
  const path: AttributePath = {
    schema: owner.schema,
    attribute: owner.attribute,
    ...(owner.schema !== resourceType.schema && { extension: owner.schema.id }),
  };
  if (sub === undefined) return path;
  const subAttribute = findAttribute(owner.attribute.subAttributes ?? [], sub);
  return subAttribute && { ...path, subAttribute };
}

/** A schema's URN at the beginning, with what follows it after a colon, or after Entra ID's dot. */
export function splitUrn(
  text: string,
  resourceType: ResourceType,
): { schema: Schema; rest: string; dotted: boolean } | undefined {
  if (!/^urn:/i.test(text)) return undefined;
  // One tenant's schema may be named as another of them begins: the longer name is meant.
  const [schema] = schemasOf(resourceType)
    .filter(({ id }) => isSameName(text.slice(0, id.length), id) && /^[:.]/.test(text.slice(id.length)))
    .sort((a, b) => b.id.length - a.id.length);
  return schema && { schema, rest: text.slice(schema.id.length + 1), dotted: text[schema.id.length] === '.' };
}

function attributeOf(schema: Schema, name: string, resourceType: ResourceType): Attribute | undefined {
  return schema === resourceType.schema
    ? findCoreAttribute(resourceType, name)
    : findAttribute(schema.attributes, name);
}

/**
 * An attribute without URN is one of the core schema. Entra ID also names those of the enterprise extension so
 * (`manager`, `department`; Microsoft, "use SCIM to provision users and groups", examples 4 and 5).
 */
function findUnqualified(
  name: string,
  resourceType: ResourceType,
  conformance: Conformance | undefined,
): { schema: Schema; attribute: Attribute | undefined } | undefined {
  const core = findCoreAttribute(resourceType, name);
  if (core || conformance?.mode === 'strict') return { schema: resourceType.schema, attribute: core };
  for (const { schema } of resourceType.extensions) {
    const attribute = findAttribute(schema.attributes, name);
    if (!attribute) continue;
    conformance?.used('extensionAttributeUnqualified');
    return { schema, attribute };
  }
  return undefined;
}
