/** A JSON value as it comes from the wire. */
export type JsonValue = null | boolean | number | string | JsonValue[] | JsonObject;
export interface JsonObject {
  [name: string]: JsonValue;
}

/**
 * A resource's document: canonical attribute names, coerced values, no nulls, no empty arrays or objects, without
 * `id`, `meta`, relations (`members`, `groups`) and readOnly attributes. Extensions stand under their URN;
 * `schemas` is not stored but follows from what is there.
 */
export type ResourceDocument = JsonObject;
