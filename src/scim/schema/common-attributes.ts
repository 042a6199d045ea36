import type { Attribute } from './attribute.js';
import { MAX_NAME_LENGTH } from './bounds.js';
import { attribute } from './define.js';

/** Attributes of every resource, RFC 7643 §3 and §3.1. They belong to no schema and are not in `/Schemas`. */
export const SCHEMAS: Attribute = attribute(
  'schemas',
  'reference',
  'The URNs of the schemas that the resource uses.',
  {
    multiValued: true,
    required: true,
    returned: 'always',
    referenceTypes: ['uri'],
  },
);

export const ID: Attribute = attribute(
  'id',
  'string',
  'A unique identifier that the service provider gives.',
  {
    caseExact: true,
    mutability: 'readOnly',
    returned: 'always',
    uniqueness: 'server',
  },
);

export const EXTERNAL_ID: Attribute = attribute(
  'externalId',
  'string',
  'An identifier that the provisioning client gives.',
  { caseExact: true, maxLength: MAX_NAME_LENGTH },
);

const readOnly = { mutability: 'readOnly' } as const;

export const META: Attribute = attribute('meta', 'complex', 'Facts about the resource itself.', {
  ...readOnly,
  subAttributes: [
    attribute('resourceType', 'string', "The resource type's name.", { ...readOnly, caseExact: true }),
    attribute('created', 'dateTime', 'When the resource was created.', readOnly),
    attribute('lastModified', 'dateTime', 'When the resource was last changed.', readOnly),
    attribute('location', 'reference', "The resource's address.", {
      ...readOnly,
      caseExact: true,
      referenceTypes: ['uri'],
    }),
    attribute('version', 'string', "The resource's entity tag.", { ...readOnly, caseExact: true }),
  ],
});

export const COMMON_ATTRIBUTES: readonly Attribute[] = [SCHEMAS, ID, EXTERNAL_ID, META];
