import { InvalidSyntaxError } from '../error.js';
import { MAX_JSON_DEPTH } from '../schema/bounds.js';
import { isPrototypeName } from '../schema/find-attribute.js';
import { foldName } from '../schema/fold-name.js';
import type { JsonValue } from './resource.js';

/** Parses a body. @throws InvalidSyntaxError when it is no JSON (RFC 8259), or nested too deeply */
export function parseJson(text: string): JsonValue {
  checkDepth(text);
  try {
    return JSON.parse(text) as JsonValue;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new InvalidSyntaxError(text.trim() === '' ? 'The body is empty' : 'The body is not valid JSON');
  }
}

/** Before parsing, in one pass: brackets inside strings do not count. */
function checkDepth(text: string): void {
  let depth = 0;
  let inString = false;
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (inString) {
      if (character === '\\') index++;
      else if (character === '"') inString = false;
    } else if (character === '"') {
      inString = true;
    } else if (character === '{' || character === '[') {
      if (++depth > MAX_JSON_DEPTH) {
        throw new InvalidSyntaxError(`The body is nested more than ${MAX_JSON_DEPTH} levels deep`);
      }
    } else if (character === '}' || character === ']') {
      depth--;
    }
  }
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
