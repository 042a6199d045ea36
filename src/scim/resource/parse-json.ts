import { InvalidSyntaxError } from '../error.js';
import { MAX_JSON_DEPTH } from '../schema/bounds.js';
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
