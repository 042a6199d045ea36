import { InvalidSyntaxError } from '../error.js';
import { MAX_JSON_DEPTH } from '../schema/bounds.js';
import { isPrototypeName } from '../schema/find-attribute.js';
import { foldName } from '../schema/fold-name.js';
import type { JsonValue } from './resource.js';

/**
 * Parses a body.
 * @throws InvalidSyntaxError when it is no JSON (RFC 8259), nested too deeply, or an object has a name twice: JSON.parse
 *   keeps the last, other readers the first, so that it would be chance which of them counts (RFC 7493 §2.3)
 */
export function parseJson(text: string): JsonValue {
  const written = countMembers(text);
  const value = parse(text);
  if (membersOf(value) !== written) throw new InvalidSyntaxError('The body has a name twice in one object');
  return value;
}

function parse(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new InvalidSyntaxError(text.trim() === '' ? 'The body is empty' : 'The body is not valid JSON');
  }
}

/**
 * How many members the objects of a JSON text have, each by its colon. Before parsing, in one pass: what stands inside
 * strings does not count.
 * @throws InvalidSyntaxError when it is nested too deeply
 */
function countMembers(text: string): number {
  let members = 0;
  let depth = 0;
  let inString = false;
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (inString) {
      if (character === '\\') index++;
      else if (character === '"') inString = false;
    } else if (character === '"') {
      inString = true;
    } else if (character === ':') {
      members++;
    } else if (character === '{' || character === '[') {
      if (++depth > MAX_JSON_DEPTH) {
        throw new InvalidSyntaxError(`The body is nested more than ${MAX_JSON_DEPTH} levels deep`);
      }
    } else if (character === '}' || character === ']') {
      depth--;
    }
  }
  return members;
}

/** How many members are left of them: of those with the same name in one object only one is. */
function membersOf(value: JsonValue): number {
  if (typeof value !== 'object' || value === null) return 0;
  const inside = Object.values(value).reduce<number>((sum, member) => sum + membersOf(member), 0);
  return Array.isArray(value) ? inside : Object.keys(value).length + inside;
}

/**
 * Checks the names in a body, at every depth.
 * @throws InvalidSyntaxError for one that could reach a prototype, and for two that differ only in case: attribute
 *   names have none (RFC 7643 §2.1), so that it would be chance which of them counts
 */
export function checkKeys(value: JsonValue): void {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const element of value) checkKeys(element);
    return;
  }
  const seen = new Set<string>();
  for (const [key, member] of Object.entries(value)) {
    const name = foldName(key);
    if (name.split(/[.:[\]]/).some(isPrototypeName)) {
      throw new InvalidSyntaxError(
        'The body names something that is no attribute: __proto__, constructor or prototype',
      );
    }
    if (seen.has(name)) {
      throw new InvalidSyntaxError(
        `The body has "${key.slice(0, 100)}" twice: names of attributes have no case`,
      );
    }
    seen.add(name);
    checkKeys(member);
  }
}
