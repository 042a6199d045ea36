import { InvalidSyntaxError, TooManyError } from '../error.js';
import { lowerCaseOperation } from '../interop/operation-case.js';
import { checkSchemas } from '../interop/schemas.js';
import type { Conformance } from '../interop/tolerance.js';
import { isObject } from '../resource/json-object.js';
import { checkKeys } from '../resource/parse-json.js';
import type { JsonValue } from '../resource/resource.js';
import { MAX_PATCH_OPERATIONS } from '../schema/bounds.js';
import { isSameName } from '../schema/fold-name.js';
import { readMembers } from './read-members.js';

export const PATCH_OP_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

/** One operation of a PATCH, RFC 7644 §3.5.2; `path` and `value` as the client wrote them. */
export interface PatchOperation {
  readonly op: 'add' | 'remove' | 'replace';
  readonly path?: string;
  readonly value?: JsonValue;
}

/**
 * Reads the body of a PATCH, RFC 7644 §3.5.2.
 * @throws InvalidSyntaxError for what is no PatchOp message, TooManyError for more operations than a request may have
 */
export function parsePatchRequest(body: JsonValue, conformance: Conformance): PatchOperation[] {
  if (!isObject(body)) throw new InvalidSyntaxError('The body is no JSON object');
  checkKeys(body);
  const { schemas, Operations: operations } = readMembers(body, ['schemas', 'Operations']);
  checkSchemas(schemas, PATCH_OP_SCHEMA, isPatchOp, conformance);
  // An empty list asks for nothing, and gets it.
  if (!Array.isArray(operations)) throw new InvalidSyntaxError('Operations is a list of operations');
  if (operations.length > MAX_PATCH_OPERATIONS) {
    throw new TooManyError(`A PATCH has at most ${MAX_PATCH_OPERATIONS} operations`);
  }
  return operations.map((operation, index) => readOperation(operation, `Operations[${index}]`, conformance));
}

function isPatchOp(urn: string): boolean {
  return isSameName(urn, PATCH_OP_SCHEMA);
}

function readOperation(operation: JsonValue, location: string, conformance: Conformance): PatchOperation {
  if (!isObject(operation)) throw new InvalidSyntaxError(`${location} is no object`);
  const { op, path, value } = readMembers(operation, ['op', 'path', 'value']);
  const name = typeof op === 'string' ? lowerCaseOperation(op, conformance) : undefined;
  if (name === undefined) throw new InvalidSyntaxError(`${location}.op is "add", "remove" or "replace"`);
  if (path !== undefined && path !== null && typeof path !== 'string') {
    throw new InvalidSyntaxError(`${location}.path is a string`);
  }
  return { op: name, ...(typeof path === 'string' && { path }), ...(value !== undefined && { value }) };
}
