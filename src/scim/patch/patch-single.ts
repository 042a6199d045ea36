import { InvalidPathError } from '../error.js';
import { emptyReferenceAsNull } from '../interop/empty-reference.js';
import type { Conformance } from '../interop/tolerance.js';
import type { AttributePath } from '../path/attribute-path.js';
import { coerceValue } from '../resource/coerce-value.js';
import { isObject, withMember } from '../resource/json-object.js';
import type { JsonObject, JsonValue } from '../resource/resource.js';
import { findAttribute } from '../schema/find-attribute.js';
import { locationOf, type AttributeOperation, type Target } from './target.js';

/**
 * The value of a single-valued attribute after an operation. `add` and `replace` are the same here (RFC 7644
 * §3.5.2.1 and §3.5.2.3): a complex value replaces the sub-attributes that it names, the others stay.
 * @returns undefined where it has no value any more
 */
export function patchSingle(
  present: JsonValue | undefined,
  { path, filter }: Target,
  operation: AttributeOperation,
  conformance: Conformance,
): JsonValue | undefined {
  const { attribute, subAttribute } = path;
  if (filter) throw new InvalidPathError(`path: ${attribute.name} has one value, there is nothing to select`);
  if (operation.op === 'remove')
    return subAttribute && mergeComplex(present, { [subAttribute.name]: undefined });
  if (attribute.type === 'complex' && !subAttribute)
    return writeComplex(present, path, operation.value, conformance);
  const stated = coerceValue(operation.value, subAttribute ?? attribute, locationOf(path), conformance);
  return subAttribute ? mergeComplex(present, { [subAttribute.name]: stated }) : stated;
}

function writeComplex(
  present: JsonValue | undefined,
  path: AttributePath,
  value: JsonValue,
  conformance: Conformance,
): JsonValue | undefined {
  const meant = emptyReferenceAsNull(value, path.attribute, conformance);
  const stated = coerceValue(meant, path.attribute, locationOf(path), conformance);
  if (isObject(stated)) return mergeComplex(present, { ...clearedBy(meant, path), ...stated });
  return isObject(meant) ? mergeComplex(present, clearedBy(meant, path)) : undefined;
}

/**
 * `undefined` clears a sub-attribute. Where `value` changes, what was known of the former value (a manager's `$ref`)
 * goes with it.
 */
function mergeComplex(
  present: JsonValue | undefined,
  stated: Readonly<Record<string, JsonValue | undefined>>,
): JsonObject {
  const former = isObject(present) ? present : {};
  const isAnother = 'value' in stated && stated['value'] !== former['value'];
  return Object.entries(stated).reduce(
    (merged, [name, value]) => withMember(merged, name, value),
    isAnother ? {} : former,
  );
}

/** The writable sub-attributes that a value names, to be cleared unless it states something for them (`null`). */
function clearedBy(value: JsonValue, { attribute }: AttributePath): Record<string, undefined> {
  const object = Array.isArray(value) && value.length === 1 ? value[0] : value;
  if (!isObject(object)) return {};
  const named = Object.keys(object).map((key) => findAttribute(attribute.subAttributes ?? [], key));
  return Object.fromEntries(
    named.flatMap((found) => (found && found.mutability !== 'readOnly' ? [[found.name, undefined]] : [])),
  );
}
