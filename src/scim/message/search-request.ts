import { InvalidCountError, InvalidSyntaxError, InvalidValueError } from '../error.js';
import { checkSchemas } from '../interop/schemas.js';
import { listOfSingleValue } from '../interop/shapes.js';
import type { Conformance } from '../interop/tolerance.js';
import { isObject } from '../resource/json-object.js';
import { checkKeys } from '../resource/parse-json.js';
import type { JsonValue } from '../resource/resource.js';
import { MAX_FILTER_LENGTH } from '../schema/bounds.js';
import { isSameName } from '../schema/fold-name.js';
import { readMembers } from './read-members.js';

export const SEARCH_REQUEST_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:SearchRequest';

/** What a list is asked for: the query of a GET (RFC 7644 §3.4.2) or the body of a POST to `/.search` (§3.4.3). */
export interface SearchRequest {
  readonly filter?: string;
  readonly sortBy?: string;
  readonly sortOrder?: string;
  readonly startIndex?: number;
  readonly count?: number;
  /** RFC 9865 §2; empty for the first page. */
  readonly cursor?: string;
  /** Names separated by commas. */
  readonly attributes?: string;
  readonly excludedAttributes?: string;
}

const TEXTS = ['filter', 'sortBy', 'sortOrder', 'cursor'] as const;
const NUMBERS = ['startIndex', 'count'] as const;
const LISTS = ['attributes', 'excludedAttributes'] as const;

/**
 * Reads the body of a search, RFC 7644 §3.4.3.
 * @throws InvalidSyntaxError for what is no SearchRequest message, InvalidValueError that names what does not fit
 */
export function parseSearchRequest(body: JsonValue, conformance: Conformance): SearchRequest {
  if (!isObject(body)) throw new InvalidSyntaxError('The body is no JSON object');
  checkKeys(body);
  const { schemas, ...members } = readMembers(body, ['schemas', ...TEXTS, ...NUMBERS, ...LISTS]);
  checkSchemas(schemas, SEARCH_REQUEST_SCHEMA, isSearchRequest, conformance);
  const request: Record<string, string | number> = {};
  const take = (
    name: keyof typeof members,
    read: (value: JsonValue, name: string) => string | number,
  ): void => {
    const value = members[name];
    if (value !== undefined && value !== null) request[name] = read(value, name);
  };
  for (const name of TEXTS) take(name, readText);
  for (const name of NUMBERS) take(name, (value) => readInteger(value, name, members.cursor));
  for (const name of LISTS) take(name, (value) => readNames(value, name, conformance));
  return request;
}

function isSearchRequest(urn: string): boolean {
  return isSameName(urn, SEARCH_REQUEST_SCHEMA);
}

function readText(value: JsonValue, name: string): string {
  if (typeof value === 'string') return value;
  throw new InvalidValueError(`${name} is a string`);
}

function readInteger(value: JsonValue, name: string, cursor: JsonValue | undefined): number {
  if (typeof value === 'number' && Number.isInteger(value)) return value;
  const isOfCursor = name === 'count' && typeof cursor === 'string';
  throw new (isOfCursor ? InvalidCountError : InvalidValueError)(`${name} is an integer`);
}

function readNames(value: JsonValue, name: string, conformance: Conformance): string {
  const names = Array.isArray(value) ? value : listOfSingleValue(value, name, conformance);
  if (!names.every((element) => typeof element === 'string')) {
    throw new InvalidValueError(`${name} is a list of attribute names`);
  }
  const text = names.join(',');
  if (text.length <= MAX_FILTER_LENGTH) return text;
  throw new InvalidValueError(`${name} is longer than ${MAX_FILTER_LENGTH} characters`);
}
