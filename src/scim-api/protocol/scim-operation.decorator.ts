import { applyDecorators } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiBody,
  ApiHeader,
  ApiOperation,
  ApiParam,
  ApiQuery,
  ApiResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { ScimSchemaName } from '../../openapi/scim-schema-name.js';

export interface ScimOperationOptions {
  /** Unique among all operations, e.g. `createScimUser`. */
  readonly id: string;
  readonly summary: string;
  readonly description?: string;
  readonly body?: ScimSchemaName;
  /** Answers that are no error, by status; null for one without content. */
  readonly answers: Readonly<Record<number, ScimSchemaName | null>>;
  /** Statuses of errors beside those that every operation has. */
  readonly errors?: readonly number[];
  readonly query?: 'list' | 'projection';
  /** Which precondition the operation knows (RFC 7644 §3.14). */
  readonly condition?: 'If-Match' | 'If-None-Match';
}

const ERRORS: Readonly<Record<number, string>> = {
  400: 'The request is malformed, or a value breaks a rule; `scimType` and `detail` say which',
  401: 'The SCIM secret is missing, wrong, expired, void or suspended',
  403: 'Provisioning is switched off, the last administrator would be lost, or whoever issued the secret may not give a role that would follow',
  404: 'There is no such resource',
  409: 'A value that must be unique is taken',
  412: 'The resource has another version than `If-Match` says',
  413: 'The body is too large',
  415: 'The body is neither application/scim+json nor application/json, or not in UTF-8',
  500: 'A fault of Rollcall',
  503: 'Rollcall or its database is busy, or the database is away; `Retry-After` says when to try again, in seconds',
};
const ALWAYS = [400, 401, 403, 500, 503];

const LIST_PARAMETERS: readonly [name: string, schema: object, description: string][] = [
  ['filter', { type: 'string', maxLength: 10_000 }, 'RFC 7644 §3.4.2.2, e.g. `userName eq "bjensen"`'],
  ['sortBy', { type: 'string' }, 'An attribute, RFC 7644 §3.4.2.3'],
  ['sortOrder', { type: 'string', enum: ['ascending', 'descending'], default: 'ascending' }, 'The order'],
  ['startIndex', { type: 'integer', default: 1 }, 'The first result of the page, from 1 (RFC 7644 §3.4.2.4)'],
  ['count', { type: 'integer', default: 100, maximum: 1000 }, 'Results a page; more than 1,000 gives 1,000'],
  ['cursor', { type: 'string' }, 'RFC 9865: empty for the first page, then `nextCursor`'],
];
const PROJECTION_PARAMETERS: readonly [name: string, schema: object, description: string][] = [
  ['attributes', { type: 'string' }, 'Names separated by commas: only these are answered (RFC 7644 §3.9)'],
  ['excludedAttributes', { type: 'string' }, 'Names separated by commas: these are not answered'],
];

const content = (name: ScimSchemaName) => {
  const schema = { $ref: `#/components/schemas/${name}` };
  return { 'application/scim+json': { schema }, 'application/json': { schema } };
};

/** Describes an operation of the SCIM API; a test holds every answer against it. */
export function ScimOperation(options: ScimOperationOptions): MethodDecorator {
  const { id, summary, description, body, answers, errors = [], query, condition } = options;
  const bodyErrors = body ? [413, 415] : [];
  const decorators: MethodDecorator[] = [
    ApiTags('SCIM'),
    ApiBearerAuth('scimSecret'),
    ApiOperation({ operationId: id, summary, ...(description && { description }) }),
    ...parameters(query).map(([name, schema, text]) =>
      ApiQuery({ name, schema, description: text, required: false }),
    ),
    ...Object.entries(answers).map(([status, name]) => answer(Number(status), name)),
    ...[...new Set([...ALWAYS, ...bodyErrors, ...errors])].sort().map(error),
  ];
  if (body) decorators.push(ApiBody({ required: true, schema: content(body)['application/json'].schema }));
  if (condition) decorators.push(ApiHeader({ name: condition, required: false, schema: { type: 'string' } }));
  return applyDecorators(...decorators);
}

/** The resource that an operation is about. */
export const ScimId = (): MethodDecorator => ApiParam({ name: 'id', schema: { type: 'string' } });

function parameters(query: ScimOperationOptions['query']) {
  if (query === 'list') return [...LIST_PARAMETERS, ...PROJECTION_PARAMETERS];
  return query === 'projection' ? PROJECTION_PARAMETERS : [];
}

const DESCRIPTIONS: Readonly<Record<number, string>> = {
  200: 'Done',
  201: 'Created; `Location` is its address',
  204: 'Done',
  304: 'The client’s copy is still good',
};

function answer(status: number, name: ScimSchemaName | null): MethodDecorator {
  return ApiResponse({ status, description: DESCRIPTIONS[status]!, ...(name && { content: content(name) }) });
}

function error(status: number): MethodDecorator {
  return ApiResponse({ status, description: ERRORS[status]!, content: content('ScimError') });
}
