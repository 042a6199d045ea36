import { InvalidValueError } from '../error.js';
import { parseDateTime } from '../filter/date-time.js';
import { booleanFromString } from '../interop/values.js';
import type { Conformance } from '../interop/tolerance.js';
import type { Attribute } from '../schema/attribute.js';
import { MAX_STRING_LENGTH } from '../schema/bounds.js';
import type { JsonValue } from './resource.js';

const LONE_SURROGATE = /\p{Surrogate}/u;
const BEYOND_BASIC_PLANE = /[\u{10000}-\u{10FFFF}]/gu;
/** Control characters, line ends, and what has no width: joiners, marks of direction, fillers. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;
/** Base64 (RFC 4648 §4 and §5) without its line breaks: those are taken out before, so that the check stays linear. */
const BASE64 = /^[A-Za-z0-9+/_-]*={0,2}$/;

/**
 * A simple value, checked against its attribute's type (RFC 7643 §2.3). Numbers never become strings nor strings
 * numbers: an externalId of 1 would match whatever the database makes of it.
 * @throws InvalidValueError that names the attribute
 */
export function coerceSimple(
  value: JsonValue,
  attribute: Attribute,
  location: string,
  conformance: Conformance,
): string | number | boolean {
  switch (attribute.type) {
    case 'boolean':
      return coerceBoolean(value, location, conformance);
    case 'integer':
      if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
      throw new InvalidValueError(`${location} is an integer`);
    case 'decimal':
      // 1e999 is JSON, and more than a double holds: it would be kept as null.
      if (typeof value === 'number' && Number.isFinite(value)) return value;
      throw new InvalidValueError(`${location} is a number`);
    case 'dateTime': {
      const text = coerceText(value, attribute, location);
      if (parseDateTime(text) !== undefined) return text;
      throw new InvalidValueError(`${location} is a dateTime such as 2011-05-13T04:42:34Z`);
    }
    case 'binary': {
      const text = coerceText(value, attribute, location);
      if (BASE64.test(text.replace(/\s/g, ''))) return text;
      throw new InvalidValueError(`${location} is binary, written in base64`);
    }
    case 'string':
    case 'reference':
      return coerceText(value, attribute, location);
    case 'complex':
      throw new Error(`${attribute.name} is complex`);
  }
}

function coerceBoolean(value: JsonValue, location: string, conformance: Conformance): boolean {
  const read = typeof value === 'string' ? booleanFromString(value, conformance) : value;
  if (typeof read === 'boolean') return read;
  throw new InvalidValueError(`${location} is a boolean: true or false`);
}

function coerceText(value: JsonValue, attribute: Attribute, location: string): string {
  if (typeof value !== 'string') throw new InvalidValueError(`${location} is a string`);
  const text = attribute.visible ? value.trim() : value;
  if (LONE_SURROGATE.test(text)) throw new InvalidValueError(`${location} holds half a character`);
  const { visible, required, maxLength = MAX_STRING_LENGTH } = attribute;
  if (isLonger(text, maxLength)) {
    throw new InvalidValueError(`${location} is longer than ${maxLength} characters`);
  }
  if (required && text.trim() === '') throw new InvalidValueError(`${location} is required and empty`);
  if (visible && INVISIBLE.test(text)) {
    throw new InvalidValueError(`${location} holds a character that cannot be seen`);
  }
  return text;
}

/** Counts characters: those beyond U+FFFF are two units of a JavaScript string. */
function isLonger(text: string, characters: number): boolean {
  if (text.length <= characters) return false;
  return text.length - (text.match(BEYOND_BASIC_PLANE)?.length ?? 0) > characters;
}
