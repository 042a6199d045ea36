import { InvalidSyntaxError, InvalidValueError } from '../error.js';
import { checkSchemas } from '../interop/schemas.js';
import { pathOfBodyKey } from '../interop/path-as-key.js';
import type { Conformance } from '../interop/tolerance.js';
import { ignoreUnknownAttribute } from '../interop/unknown-attribute.js';
import type { Attribute, ResourceType, Schema } from '../schema/attribute.js';
import { SCHEMAS } from '../schema/common-attributes.js';
import { findAttribute, findCoreAttribute, findSchema } from '../schema/find-attribute.js';
import { coerceValue } from './coerce-value.js';
import { addElements, settlePrimary } from './elements.js';
import { isObject } from './json-object.js';
import { missingAttributes } from './missing-attributes.js';
import { checkKeys } from './parse-json.js';
import { relationValues, type RelationValue } from './relation-values.js';
import type { JsonObject, JsonValue, ResourceDocument } from './resource.js';

/** What a body of POST or PUT says, in canonical form. */
export interface ValidatedResource {
  readonly document: ResourceDocument;
  /** By the attribute's name (`members`); undefined where the body does not speak of it. */
  readonly relations: { readonly [attributeName: string]: readonly RelationValue[] | undefined };
}

/**
 * Reads the body of a POST or PUT (RFC 7644 §3.3, §3.5.1). What is readOnly is passed over, `password` is checked
 * and kept nowhere.
 * @throws InvalidSyntaxError for what is no resource, InvalidValueError that names the attribute which does not fit
 */
export function validateResource(
  body: JsonValue,
  resourceType: ResourceType,
  conformance: Conformance,
): ValidatedResource {
  if (!isObject(body)) throw new InvalidSyntaxError('The body is no JSON object');
  checkKeys(body);
  const reader = new ResourceReader(resourceType, conformance);
  for (const [key, value] of Object.entries(body)) reader.read(key, value);
  checkSchemas(
    reader.schemas,
    resourceType.schema.id,
    (urn) => findSchema(resourceType, urn) !== undefined,
    conformance,
  );
  return reader.finish();
}

class ResourceReader {
  schemas: JsonValue | undefined;
  private readonly core: JsonObject = {};
  private readonly extensions = new Map<string, JsonObject>();
  private readonly relations: Record<string, readonly RelationValue[]> = {};

  constructor(
    private readonly resourceType: ResourceType,
    private readonly conformance: Conformance,
  ) {}

  read(key: string, value: JsonValue): void {
    const attribute = findCoreAttribute(this.resourceType, key);
    if (attribute === SCHEMAS) this.schemas = value;
    else if (attribute) this.readAttribute(attribute, value, this.core, attribute.name);
    else this.readOther(key, value);
  }

  finish(): ValidatedResource {
    const used = [...this.extensions].filter(([, content]) => Object.keys(content).length > 0);
    const document = { ...this.core, ...Object.fromEntries(used) };
    const [missing] = missingAttributes(document, this.resourceType);
    if (missing !== undefined) throw new InvalidValueError(`${missing} is required`);
    return { document, relations: this.relations };
  }

  /** An extension by its URN, or one of its attributes by a whole path. */
  private readOther(key: string, value: JsonValue): void {
    const schema = findSchema(this.resourceType, key);
    if (schema && schema !== this.resourceType.schema) {
      this.readExtension(schema, value);
      return;
    }
    const path = pathOfBodyKey(key, this.resourceType, this.conformance);
    if (!path) ignoreUnknownAttribute(key, this.conformance);
    else this.readAttribute(path.attribute, value, this.owner(path.extension), key);
  }

  private readExtension({ id, attributes }: Schema, value: JsonValue): void {
    if (value === null) return;
    if (!isObject(value)) throw new InvalidValueError(`${id} is an object`);
    for (const [key, member] of Object.entries(value)) {
      const attribute = findAttribute(attributes, key);
      if (!attribute) ignoreUnknownAttribute(`${id}:${key}`, this.conformance);
      else this.readAttribute(attribute, member, this.owner(id), attribute.name);
    }
  }

  /** An attribute that is there under two spellings is what is said of it last. */
  private readAttribute(attribute: Attribute, value: JsonValue, owner: JsonObject, location: string): void {
    if (attribute.mutability === 'readOnly') return;
    if (attribute.relation) {
      Reflect.deleteProperty(this.relations, attribute.name);
      if (value !== null) this.relations[attribute.name] = relationValues(value, attribute, this.conformance);
      return;
    }
    const coerced = coerceValue(value, attribute, location, this.conformance);
    Reflect.deleteProperty(owner, attribute.name);
    if (coerced === undefined || attribute.mutability === 'writeOnly') return;
    owner[attribute.name] = Array.isArray(coerced) ? settlePrimary(addElements([], coerced)) : coerced;
  }

  private owner(extension: string | undefined): JsonObject {
    if (extension === undefined) return this.core;
    const present = this.extensions.get(extension) ?? {};
    this.extensions.set(extension, present);
    return present;
  }
}
