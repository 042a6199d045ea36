import type { Schema } from './attribute.js';
import { attribute } from './define.js';

export const ENTERPRISE_USER = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

/** RFC 7643 §4.3 and §8.7.1. */
export const ENTERPRISE_USER_SCHEMA: Schema = {
  id: ENTERPRISE_USER,
  name: 'EnterpriseUser',
  description: 'Enterprise User',
  alias: 'enterprise',
  attributes: [
    attribute('employeeNumber', 'string', 'What the organization identifies the person by.'),
    attribute('costCenter', 'string', 'The cost center.'),
    attribute('organization', 'string', 'The organization.'),
    attribute('division', 'string', 'The division.'),
    attribute('department', 'string', 'The department.'),
    attribute('manager', 'complex', "The user's manager.", {
      subAttributes: [
        attribute('value', 'string', "The manager's id; not checked, IdPs may name strangers.", {
          caseExact: true,
        }),
        attribute('$ref', 'reference', "The manager's address.", {
          caseExact: true,
          referenceTypes: ['User'],
        }),
        attribute('displayName', 'string', "The manager's name.", { mutability: 'readOnly' }),
      ],
    }),
  ],
};
