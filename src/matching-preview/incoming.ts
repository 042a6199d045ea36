import { InvalidInputError } from '../admin-api/problem.js';
import { readLines } from '../imports/import-lines.js';
import { isObject, parseJson, ScimError, USER, type JsonObject, type JsonValue } from '../scim/index.js';

/** Resources of a preview at the most. */
const MOST = 20_000;

/** A resource as an IdP would send it, or why it is none. */
export interface Incoming {
  /** Counted from 1. */
  readonly number: number;
  readonly resource: JsonObject;
  readonly fault?: string;
}

/**
 * The resources of a SCIM ListResponse (or of a list of them), or the users of a CSV file with a header.
 * @throws InvalidInputError for what cannot be read, or is too much
 */
export function readIncoming(text: string, format: 'json' | 'csv'): Incoming[] {
  const incoming = format === 'csv' ? fromCsv(text) : fromJson(text);
  if (incoming.length > MOST) throw invalid(`has more than ${MOST} resources: send a part`);
  return incoming;
}

function fromCsv(text: string): Incoming[] {
  return readLines(text, 'csv').map(({ number, user, errors }) => ({
    number,
    resource: documentOf(user),
    ...(errors.length > 0 && { fault: errors.map(({ message }) => message).join('; ') }),
  }));
}

function documentOf({ userName, email, displayName, givenName, familyName }: JsonObject): JsonObject {
  return {
    schemas: [USER.schema.id],
    ...(userName !== undefined && { userName }),
    ...(displayName !== undefined && { displayName }),
    name: { ...(givenName !== undefined && { givenName }), ...(familyName !== undefined && { familyName }) },
    ...(email !== undefined && { emails: [{ value: email, type: 'work', primary: true }] }),
  };
}

function fromJson(text: string): Incoming[] {
  const resources = resourcesOf(read(text));
  return resources.map((resource, index) =>
    isObject(resource)
      ? { number: index + 1, resource }
      : { number: index + 1, resource: {}, fault: 'It is no JSON object' },
  );
}

function read(text: string): JsonValue {
  try {
    return parseJson(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    if (error instanceof ScimError) throw invalid(error.detail);
    throw error;
  }
}

function resourcesOf(body: JsonValue): readonly JsonValue[] {
  if (Array.isArray(body)) return body;
  const name = isObject(body)
    ? Object.keys(body).find((key) => key.toLowerCase() === 'resources')
    : undefined;
  const resources = isObject(body) && name !== undefined ? body[name] : undefined;
  if (!Array.isArray(resources)) throw invalid('is no ListResponse: it has no Resources');
  return resources;
}

function invalid(message: string): InvalidInputError {
  return new InvalidInputError([{ path: 'body', message }]);
}
