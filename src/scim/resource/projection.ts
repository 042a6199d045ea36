import type { Conformance } from '../interop/tolerance.js';
import { ignoreUnknownName } from '../interop/unknown-attribute.js';
import { resolveAttributePath } from '../path/parse-attribute-path.js';
import type { Attribute, ResourceType } from '../schema/attribute.js';
import { EXTERNAL_ID, ID, META, SCHEMAS } from '../schema/common-attributes.js';
import { findSchema } from '../schema/find-attribute.js';
import { isObject } from './json-object.js';
import type { JsonObject, JsonValue } from './resource.js';

/** Which attributes of a resource are answered (RFC 7644 §3.9, RFC 7643 §7 `returned`). */
export interface Projection {
  /** The resource with what is asked for, in the order of the schema. */
  apply(resource: JsonObject): JsonObject;
  /** Whether an attribute of the core schema is answered, at least in part. */
  includes(attributeName: string): boolean;
}

export interface ProjectionOptions {
  readonly conformance?: Conformance;
  /** The other resource types that are asked for with this one: what only those have is not unknown. */
  readonly otherTypes?: readonly ResourceType[];
}

/**
 * Reads `attributes` and `excludedAttributes`, names separated by commas. What is always returned stays, what is never
 * returned is never there.
 * @throws InvalidValueError when strict, for a name that no resource type asked for has
 */
export function parseProjection(
  { attributes = '', excludedAttributes = '' }: { attributes?: string; excludedAttributes?: string },
  resourceType: ResourceType,
  options: ProjectionOptions = {},
): Projection {
  const asked = attributes.trim() === '' ? undefined : names('attributes', attributes, resourceType, options);
  const excluded = names('excludedAttributes', excludedAttributes, resourceType, options);
  return new SchemaProjection(resourceType, asked, excluded);
}

/** Selected attributes by extension and name: all of them, or these sub-attributes. */
class Names {
  private readonly chosen = new Map<string, 'all' | Set<string>>();

  addAll(extension: string | undefined, attribute: string): void {
    this.chosen.set(place(extension, attribute), 'all');
  }
  addPart(extension: string | undefined, attribute: string, subAttribute: string): void {
    const key = place(extension, attribute);
    const present = this.chosen.get(key);
    if (present === undefined) this.chosen.set(key, new Set([subAttribute]));
    else if (present !== 'all') present.add(subAttribute);
  }
  find(extension: string | undefined, attribute: string): 'all' | ReadonlySet<string> | undefined {
    return this.chosen.get(place(extension, attribute));
  }
}

function place(extension: string | undefined, attribute: string): string {
  return extension === undefined ? attribute : `${extension}:${attribute}`;
}

function names(
  parameter: string,
  text: string,
  resourceType: ResourceType,
  { conformance, otherTypes = [] }: ProjectionOptions,
): Names {
  const chosen = new Names();
  for (const name of text.split(',').map((part) => part.trim())) {
    if (name === '' || addName(chosen, name, resourceType, conformance)) continue;
    const isElsewhere = otherTypes.some((type) => addName(new Names(), name, type, conformance));
    if (!isElsewhere && conformance) ignoreUnknownName(parameter, conformance);
  }
  return chosen;
}

/** Whether the resource type has the name, of an attribute or of a schema as a whole. */
function addName(
  chosen: Names,
  name: string,
  resourceType: ResourceType,
  conformance?: Conformance,
): boolean {
  const schema = findSchema(resourceType, name);
  if (schema) {
    const extension = schema === resourceType.schema ? undefined : schema.id;
    for (const attribute of schema.attributes) chosen.addAll(extension, attribute.name);
    return true;
  }
  const path = resolveAttributePath(name, resourceType, conformance);
  if (path?.subAttribute) chosen.addPart(path.extension, path.attribute.name, path.subAttribute.name);
  else if (path) chosen.addAll(path.extension, path.attribute.name);
  return path !== undefined;
}

class SchemaProjection implements Projection {
  constructor(
    private readonly resourceType: ResourceType,
    private readonly asked: Names | undefined,
    private readonly excluded: Names,
  ) {}

  includes(attributeName: string): boolean {
    const attribute = this.resourceType.schema.attributes.find(({ name }) => name === attributeName);
    if (attribute === undefined || !this.isSelected(attribute, undefined)) return false;
    return this.keptParts(attribute, undefined)?.length !== 0;
  }

  apply(resource: JsonObject): JsonObject {
    const { schema, extensions } = this.resourceType;
    const result: JsonObject = {};
    this.copy([SCHEMAS, ID, EXTERNAL_ID, ...schema.attributes], undefined, resource, result);
    for (const extension of extensions) {
      const content = resource[extension.schema.id];
      if (!isObject(content)) continue;
      const selected: JsonObject = {};
      this.copy(extension.schema.attributes, extension.schema.id, content, selected);
      if (Object.keys(selected).length > 0) result[extension.schema.id] = selected;
    }
    this.copy([META], undefined, resource, result);
    return result;
  }

  private copy(
    attributes: readonly Attribute[],
    extension: string | undefined,
    from: JsonObject,
    to: JsonObject,
  ): void {
    for (const attribute of attributes) {
      const value = from[attribute.name];
      if (value === undefined || !this.isSelected(attribute, extension)) continue;
      const part = this.partOf(value, attribute, extension);
      if (part !== undefined) to[attribute.name] = part;
    }
  }

  private isSelected({ name, returned }: Attribute, extension: string | undefined): boolean {
    if (returned === 'always') return true;
    if (returned === 'never' || this.excluded.find(extension, name) === 'all') return false;
    return this.asked ? this.asked.find(extension, name) !== undefined : returned === 'default';
  }

  /** The value with those of its sub-attributes that are asked for. */
  private partOf(
    value: JsonValue,
    attribute: Attribute,
    extension: string | undefined,
  ): JsonValue | undefined {
    const kept = this.keptParts(attribute, extension);
    if (!kept) return value;
    if (!Array.isArray(value)) return reduced(value, kept);
    const elements = value
      .map((element) => reduced(element, kept))
      .filter((element) => element !== undefined);
    // A list that was empty before is answered as such.
    return elements.length > 0 || value.length === 0 ? elements : undefined;
  }

  /** The sub-attributes that are asked for; undefined where the value is answered whole. */
  private keptParts(
    { name, subAttributes, returned }: Attribute,
    extension: string | undefined,
  ): Attribute[] | undefined {
    const asked = this.asked?.find(extension, name);
    const excluded = this.excluded.find(extension, name);
    const some = asked !== undefined && asked !== 'all' ? asked : undefined;
    const less = excluded !== undefined && excluded !== 'all' && returned !== 'always' ? excluded : undefined;
    if (!subAttributes || (!some && !less)) return undefined;
    return subAttributes.filter(
      (sub) => sub.returned === 'always' || ((some?.has(sub.name) ?? true) && !less?.has(sub.name)),
    );
  }
}

function reduced(value: JsonValue, kept: readonly Attribute[]): JsonObject | undefined {
  if (!isObject(value)) return undefined;
  const members = kept.flatMap(({ name }): [string, JsonValue][] => {
    const member = value[name];
    return member === undefined ? [] : [[name, member]];
  });
  return members.length === 0 ? undefined : Object.fromEntries(members);
}
