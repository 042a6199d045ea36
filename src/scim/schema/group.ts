import type { Schema } from './attribute.js';
import { MAX_NAME_LENGTH } from './bounds.js';
import { attribute } from './define.js';

export const CORE_GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';

/**
 * RFC 7643 §4.2 and §8.7.1. Beyond the RFC, `displayName` is required and unique: IdPs find groups by it, and two
 * with one name would never be in step.
 */
export const GROUP_SCHEMA: Schema = {
  id: CORE_GROUP,
  name: 'Group',
  description: 'Group',
  attributes: [
    attribute('displayName', 'string', 'The name of the group; unique, whatever its case.', {
      required: true,
      uniqueness: 'server',
      maxLength: MAX_NAME_LENGTH,
    }),
    attribute('members', 'complex', 'The members: users, and groups whose members belong to it indirectly.', {
      multiValued: true,
      relation: true,
      subAttributes: [
        attribute('value', 'string', "The member's id.", { mutability: 'immutable', caseExact: true }),
        attribute('$ref', 'reference', "The member's address.", {
          mutability: 'immutable',
          caseExact: true,
          referenceTypes: ['User', 'Group'],
        }),
        attribute('type', 'string', 'What the member is.', {
          mutability: 'immutable',
          canonicalValues: ['User', 'Group'],
        }),
        attribute('display', 'string', "The member's name.", { mutability: 'readOnly' }),
      ],
    }),
  ],
};
