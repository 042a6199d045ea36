import {
  ERROR_SCHEMA,
  EXTERNAL_ID,
  GROUP,
  LIST_RESPONSE_SCHEMA,
  PATCH_OP_SCHEMA,
  SEARCH_REQUEST_SCHEMA,
  USER,
  type Attribute,
  type ResourceType,
} from '../scim/index.js';
import type { ResourceTypes } from '../schema-extensions/tenant-schemas.js';
import type { ScimSchemaName } from './scim-schema-name.js';

/** A JSON Schema (2020-12), as OpenAPI 3.1 has them. */
export type JsonSchema = Readonly<Record<string, unknown>>;

const STRING = { type: 'string' };
const STRINGS = { type: 'array', items: STRING };
const INTEGER = { type: 'integer' };
const BOOLEAN = { type: 'boolean' };
const DATE_TIME = { type: 'string', format: 'date-time' };

/** Schemas of a tenant's own, of which the description for everybody knows nothing more. */
const OF_THE_TENANT = {
  description: "Schema extensions of the tenant's own by their URN, and the attribute that carries roles.",
  type: ['object', 'string', 'array'],
};

/**
 * What bodies and answers of the SCIM API look like, made from the schemas that the kernel holds them to.
 * @param types those of one tenant; without them the description holds for every tenant
 */
export function scimSchemas(types?: ResourceTypes): Record<ScimSchemaName, JsonSchema> {
  const rest = types ? {} : { additionalProperties: OF_THE_TENANT };
  return {
    ScimUser: resource(types?.user ?? USER, { example: USER_EXAMPLE, ...rest }),
    ScimGroup: resource(types?.group ?? GROUP, { example: GROUP_EXAMPLE, ...rest }),
    ScimUserList: list([ref('ScimUser')]),
    ScimGroupList: list([ref('ScimGroup')]),
    ScimList: list([ref('ScimUser'), ref('ScimGroup')]),
    ScimPatchOp: PATCH_OP,
    ScimSearchRequest: SEARCH_REQUEST,
    ScimError: ERROR,
    ScimServiceProviderConfig: SERVICE_PROVIDER_CONFIG,
    ScimResourceType: RESOURCE_TYPE,
    ScimResourceTypeList: list([ref('ScimResourceType')]),
    ScimSchema: SCHEMA,
    ScimSchemaList: list([ref('ScimSchema')]),
    ScimReadiness: READINESS,
  };
}

function ref(name: ScimSchemaName): JsonSchema {
  return { $ref: `#/components/schemas/${name}` };
}

function object(properties: JsonSchema, required: readonly string[] = [], rest: JsonSchema = {}): JsonSchema {
  return {
    type: 'object',
    properties,
    ...(required.length > 0 && { required }),
    additionalProperties: false,
    ...rest,
  };
}

function list(items: readonly JsonSchema[]): JsonSchema {
  return object(
    {
      schemas: { const: [LIST_RESPONSE_SCHEMA] },
      totalResults: INTEGER,
      itemsPerPage: INTEGER,
      startIndex: INTEGER,
      nextCursor: STRING,
      Resources: { type: 'array', items: items.length === 1 ? items[0] : { anyOf: items } },
    },
    ['schemas', 'totalResults', 'itemsPerPage', 'Resources'],
  );
}

/** A resource with its extensions; by `attributes` a client may ask for less. */
function resource({ schema, extensions, name }: ResourceType, rest: JsonSchema): JsonSchema {
  const extended = extensions.map((extension) => [
    extension.schema.id,
    attributes(extension.schema.attributes),
  ]);
  return object(
    {
      schemas: { ...STRINGS, description: 'The URNs of the schemas that the resource uses.' },
      id: { ...STRING, readOnly: true },
      externalId: attribute(EXTERNAL_ID),
      ...Object.fromEntries(schema.attributes.map((one) => [one.name, attribute(one)])),
      ...(Object.fromEntries(extended) as JsonSchema),
      meta: object(
        {
          resourceType: { const: name },
          created: DATE_TIME,
          lastModified: DATE_TIME,
          location: STRING,
          version: STRING,
        },
        [],
        { readOnly: true },
      ),
    },
    ['schemas'],
    rest,
  );
}

function attributes(list: readonly Attribute[]): JsonSchema {
  return object(Object.fromEntries(list.map((one) => [one.name, attribute(one)])));
}

function attribute(definition: Attribute): JsonSchema {
  const value = definition.subAttributes ? attributes(definition.subAttributes) : simple(definition);
  return {
    ...(definition.multiValued ? { type: 'array', items: value } : value),
    description: definition.description,
    ...(definition.mutability === 'readOnly' && { readOnly: true }),
    ...(definition.mutability === 'writeOnly' && { writeOnly: true }),
  };
}

function simple({ type, maxLength, canonicalValues }: Attribute): JsonSchema {
  switch (type) {
    case 'boolean':
      return BOOLEAN;
    case 'integer':
      return INTEGER;
    case 'decimal':
      return { type: 'number' };
    case 'dateTime':
      return DATE_TIME;
    case 'string':
    case 'reference':
    case 'binary':
    case 'complex':
      return {
        ...STRING,
        ...(maxLength && { maxLength }),
        ...(canonicalValues && { examples: canonicalValues }),
      };
  }
}

const USER_EXAMPLE = {
  schemas: [USER.schema.id],
  userName: 'bjensen@example.com',
  externalId: '701984',
  name: { givenName: 'Barbara', familyName: 'Jensen' },
  emails: [{ value: 'bjensen@example.com', type: 'work', primary: true }],
  active: true,
};
const GROUP_EXAMPLE = { schemas: [GROUP.schema.id], displayName: 'Tour Guides', members: [] };

const PATCH_OP = object(
  {
    schemas: { const: [PATCH_OP_SCHEMA] },
    Operations: {
      type: 'array',
      maxItems: 1_000,
      items: object({ op: { ...STRING, enum: ['add', 'remove', 'replace'] }, path: STRING, value: {} }, [
        'op',
      ]),
    },
  },
  ['schemas', 'Operations'],
  {
    example: {
      schemas: [PATCH_OP_SCHEMA],
      Operations: [{ op: 'replace', path: 'active', value: false }],
    },
  },
);

const SEARCH_REQUEST = object(
  {
    schemas: { const: [SEARCH_REQUEST_SCHEMA] },
    filter: STRING,
    sortBy: STRING,
    sortOrder: { ...STRING, enum: ['ascending', 'descending'] },
    startIndex: INTEGER,
    count: INTEGER,
    cursor: STRING,
    attributes: STRINGS,
    excludedAttributes: STRINGS,
  },
  ['schemas'],
  { example: { schemas: [SEARCH_REQUEST_SCHEMA], filter: 'userName eq "bjensen@example.com"', count: 10 } },
);

const ERROR = object(
  { schemas: { const: [ERROR_SCHEMA] }, status: STRING, scimType: STRING, detail: STRING },
  ['schemas', 'status', 'detail'],
  {
    example: {
      schemas: [ERROR_SCHEMA],
      status: '409',
      scimType: 'uniqueness',
      detail: 'Another User has the userName "bjensen@example.com"',
    },
  },
);

/** RFC 7643 §5 and RFC 9865 §4. */
const SERVICE_PROVIDER_CONFIG = object(
  {
    schemas: STRINGS,
    documentationUri: STRING,
    patch: object({ supported: BOOLEAN }),
    bulk: object({ supported: BOOLEAN, maxOperations: INTEGER, maxPayloadSize: INTEGER }),
    filter: object({ supported: BOOLEAN, maxResults: INTEGER }),
    changePassword: object({ supported: BOOLEAN }),
    sort: object({ supported: BOOLEAN }),
    etag: object({ supported: BOOLEAN }),
    pagination: object({
      cursor: BOOLEAN,
      index: BOOLEAN,
      defaultPaginationMethod: STRING,
      defaultPageSize: INTEGER,
      maxPageSize: INTEGER,
      cursorTimeout: INTEGER,
    }),
    authenticationSchemes: {
      type: 'array',
      items: object({ type: STRING, name: STRING, description: STRING, specUri: STRING, primary: BOOLEAN }),
    },
    meta: object({ resourceType: STRING, location: STRING }),
  },
  ['schemas', 'patch', 'bulk', 'filter', 'changePassword', 'sort', 'etag', 'authenticationSchemes', 'meta'],
);

/** RFC 7643 §6. */
const RESOURCE_TYPE = object(
  {
    schemas: STRINGS,
    id: STRING,
    name: STRING,
    endpoint: STRING,
    description: STRING,
    schema: STRING,
    schemaExtensions: { type: 'array', items: object({ schema: STRING, required: BOOLEAN }) },
    meta: object({ resourceType: STRING, location: STRING }),
  },
  ['schemas', 'id', 'name', 'endpoint', 'schema', 'meta'],
);

const CHARACTERISTICS = {
  name: STRING,
  type: STRING,
  multiValued: BOOLEAN,
  description: STRING,
  required: BOOLEAN,
  canonicalValues: STRINGS,
  caseExact: BOOLEAN,
  mutability: STRING,
  returned: STRING,
  uniqueness: STRING,
  referenceTypes: STRINGS,
};

/** RFC 7643 §7. */
const SCHEMA = object(
  {
    schemas: STRINGS,
    id: STRING,
    name: STRING,
    description: STRING,
    attributes: {
      type: 'array',
      items: object({ ...CHARACTERISTICS, subAttributes: { type: 'array', items: object(CHARACTERISTICS) } }),
    },
    meta: object({ resourceType: STRING, location: STRING }),
  },
  ['schemas', 'id', 'attributes', 'meta'],
);

/** No message of SCIM's: what the admin API answers at `/api/v1/scim/readiness` as well. */
const READINESS = object(
  {
    ready: BOOLEAN,
    checks: {
      type: 'array',
      items: object(
        {
          id: STRING,
          status: { ...STRING, enum: ['ok', 'warning', 'error'] },
          detail: STRING,
          count: INTEGER,
          examples: STRINGS,
          fix: STRING,
        },
        ['id', 'status', 'detail'],
      ),
    },
  },
  ['ready', 'checks'],
);
