import { describe, expect, it } from 'vitest';
import { InvalidFilterError, InvalidValueError } from '../error.js';
import { parseFilter } from '../filter/parse-filter.js';
import type { AttributeType, ResourceType } from '../schema/attribute.js';
import { attribute } from '../schema/define.js';
import { USER } from '../schema/resource-types.js';
import { coerceSimple } from './coerce-simple.js';
import type { JsonValue } from './resource.js';

/** The value that stands in a body as JSON, read as one of a type. */
function coerced(type: AttributeType, json: string): JsonValue {
  const value = JSON.parse(json) as JsonValue;
  return coerceSimple(value, attribute('x', type, 'x'), 'x', { mode: 'strict', used: () => undefined });
}

describe('Simple values (RFC 7643 §2.3)', () => {
  it.each<[type: AttributeType, json: string]>([
    ['decimal', '1.5'],
    ['decimal', '-0.25'],
    ['decimal', '1e300'],
    ['integer', '9007199254740991'],
    ['integer', '1e3'],
    ['dateTime', '"2011-05-13T04:42:34Z"'],
    ['dateTime', '"2024-02-29T00:00:00.1234567+14:00"'],
    ['binary', '"TWFu"'],
    ['binary', '"-_=="'],
    ['reference', '"urn:a:b"'],
    ['boolean', 'false'],
    ['string', '""'],
  ])('a %s is %s', (type, json) => {
    expect(coerced(type, json)).toEqual(JSON.parse(json));
  });

  it.each<[type: AttributeType, json: string]>([
    ['decimal', '1e999'],
    ['decimal', '-1e999'],
    ['decimal', '"1.5"'],
    ['decimal', 'true'],
    ['integer', '9007199254740993'],
    ['integer', '1.5'],
    ['integer', '1e999'],
    ['integer', '"1"'],
    ['dateTime', '"2011-05-13"'],
    ['dateTime', '"2023-02-29T00:00:00Z"'],
    ['dateTime', '1305261754'],
    ['binary', '"*"'],
    ['binary', '7'],
    ['reference', '{}'],
    ['boolean', '"true"'],
    ['boolean', '1'],
    ['string', '1'],
    ['string', '"\\udc00"'],
  ])('a %s is not %s', (type, json) => {
    expect(() => coerced(type, json)).toThrow(InvalidValueError);
  });

  it('a number beyond a double is none in a filter either', () => {
    const schema = { ...USER.schema, attributes: [attribute('x', 'decimal', 'x')] };
    const type: ResourceType = { ...USER, schema };
    expect(parseFilter('x lt 1e300', type)).toMatchObject({ value: 1e300 });
    expect(() => parseFilter('x lt 1e999', type)).toThrow(InvalidFilterError);
  });
});
