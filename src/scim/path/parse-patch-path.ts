import { InvalidFilterError, InvalidPathError } from '../error.js';
import type { Filter } from '../filter/ast.js';
import { parseValueFilter } from '../filter/parse-filter.js';
import type { Conformance } from '../interop/tolerance.js';
import type { ResourceType, Schema } from '../schema/attribute.js';
import { MAX_FILTER_LENGTH } from '../schema/bounds.js';
import { findAttribute, findSchema, isPrototypeName } from '../schema/find-attribute.js';
import type { AttributePath } from './attribute-path.js';
import { resolveAttributePath } from './parse-attribute-path.js';

/** What the `path` of a PATCH operation names, RFC 7644 §3.5.2. */
export type PatchPath =
  /** An attribute, with a value filter where there is one: `emails[type eq "work"].value`. */
  | { readonly kind: 'attribute'; readonly path: AttributePath; readonly filter?: Filter }
  /** A whole extension by its URN. */
  | { readonly kind: 'extension'; readonly schema: Schema }
  /** Well formed, but no attribute that Rollcall knows. */
  | { readonly kind: 'unknown'; readonly text: string };

/** PATH = attrPath / valuePath [subAttr], RFC 7644 Figure 7. @throws InvalidPathError */
export function parsePatchPath(text: string, resourceType: ResourceType, conformance: Conformance): PatchPath {
  if (text.length > MAX_FILTER_LENGTH) throw new InvalidPathError(`path is longer than ${MAX_FILTER_LENGTH} characters`);
  const trimmed = text.trim();
  const schema = findSchema(resourceType, trimmed);
  if (schema && schema !== resourceType.schema) return { kind: 'extension', schema };
  const bracket = trimmed.indexOf('[');
  const attributeText = bracket === -1 ? trimmed : trimmed.slice(0, bracket);
  assertWellFormed(attributeText);
  const path = resolveAttributePath(attributeText, resourceType, conformance);
  if (!path) return unknown(trimmed, conformance);
  if (bracket === -1) return { kind: 'attribute', path };
  const end = closingBracket(trimmed, bracket);
  const filter = valueFilter(trimmed.slice(bracket + 1, end), path, conformance);
  const rest = trimmed.slice(end + 1);
  if (rest === '') return { kind: 'attribute', path, filter };
  if (!/^\.[$\w-]+$/.test(rest)) throw new InvalidPathError('path: after a value filter comes nothing or .subAttribute');
  assertWellFormed(rest.slice(1));
  const subAttribute = findAttribute(path.attribute.subAttributes ?? [], rest.slice(1));
  return subAttribute ? { kind: 'attribute', path: { ...path, subAttribute }, filter } : unknown(trimmed, conformance);
}

function unknown(text: string, conformance: Conformance): PatchPath {
  if (conformance.mode === 'strict') throw new InvalidPathError('path names no attribute of the resource');
  return { kind: 'unknown', text };
}

function valueFilter(text: string, path: AttributePath, conformance: Conformance): Filter {
  if (path.subAttribute || !path.attribute.subAttributes) {
    throw new InvalidPathError(`path: ${path.attribute.name} takes no value filter here`);
  }
  try {
    return parseValueFilter(text, path, { conformance });
  } catch (error) {
    if (error instanceof InvalidFilterError) throw new InvalidPathError(`path: ${error.detail}`);
    throw error;
  }
}

function assertWellFormed(text: string): void {
  const names = text.split(/[.:]/);
  if (names.some(isPrototypeName)) throw new InvalidPathError('path names something that is no attribute');
  if (!/^[$\w][-\w$.:]*$/.test(text)) throw new InvalidPathError('path is not an attribute path (RFC 7644 §3.5.2)');
}

/** The bracket that closes the value filter; those inside strings do not count. */
function closingBracket(text: string, open: number): number {
  let inString = false;
  for (let i = open + 1; i < text.length; i++) {
    const character = text[i];
    if (inString && character === '\\') i++;
    else if (character === '"') inString = !inString;
    else if (character === ']' && !inString) return i;
  }
  throw new InvalidPathError('path: the value filter is not closed');
}
