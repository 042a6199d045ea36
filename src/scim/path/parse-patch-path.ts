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

/** attrPath of RFC 7644 Figure 1, with a dot for the URN's last colon where Entra ID writes one. */
const ATTRIBUTE_PATH = /^(?:urn:[-\w$.:]+[.:])?[\w$][-\w$]*(?:\.[\w$][-\w$]*)?$/i;

/**
 * PATH = attrPath / valuePath [subAttr], RFC 7644 Figure 7.
 * @throws InvalidPathError for what is malformed or names a prototype; in strict mode also for an unknown attribute
 */
export function parsePatchPath(
  text: string,
  resourceType: ResourceType,
  conformance: Conformance,
): PatchPath {
  if (text.length > MAX_FILTER_LENGTH)
    throw new InvalidPathError(`path is longer than ${MAX_FILTER_LENGTH} characters`);
  const trimmed = text.trim();
  const schema = findSchema(resourceType, trimmed);
  if (schema === resourceType.schema)
    throw new InvalidPathError('path names the whole resource: leave it out');
  if (schema) return { kind: 'extension', schema };
  const { attributePath, valueFilter, subAttributeName } = split(trimmed);
  const path = resolveAttributePath(attributePath, resourceType, conformance);
  if (!path) return unknown(trimmed, conformance);
  if (valueFilter === undefined) return { kind: 'attribute', path };
  const filter = parseInner(valueFilter, path, conformance);
  if (subAttributeName === undefined) return { kind: 'attribute', path, filter };
  const subAttribute = findAttribute(path.attribute.subAttributes ?? [], subAttributeName);
  return subAttribute
    ? { kind: 'attribute', path: { ...path, subAttribute }, filter }
    : unknown(trimmed, conformance);
}

/** The path's parts: what stands before, inside and after the brackets, if there are any. */
function split(text: string): { attributePath: string; valueFilter?: string; subAttributeName?: string } {
  const open = text.indexOf('[');
  const attributePath = assertWellFormed(open === -1 ? text : text.slice(0, open));
  if (open === -1) return { attributePath };
  const close = closingBracket(text, open);
  const valueFilter = text.slice(open + 1, close);
  const rest = text.slice(close + 1);
  if (rest === '') return { attributePath, valueFilter };
  if (!/^\.[\w$][-\w$]*$/.test(rest)) {
    throw new InvalidPathError('path: after a value filter comes nothing or a sub-attribute');
  }
  return { attributePath, valueFilter, subAttributeName: assertWellFormed(rest.slice(1)) };
}

function assertWellFormed(text: string): string {
  if (!ATTRIBUTE_PATH.test(text))
    throw new InvalidPathError('path is not an attribute path (RFC 7644 §3.5.2)');
  if (text.split(/[.:]/).some(isPrototypeName)) {
    throw new InvalidPathError('path names something that is no attribute');
  }
  return text;
}

function unknown(text: string, conformance: Conformance): PatchPath {
  if (conformance.mode === 'strict') throw new InvalidPathError('path names no attribute of the resource');
  return { kind: 'unknown', text };
}

function parseInner(text: string, path: AttributePath, conformance: Conformance): Filter {
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
