import type { Schema } from './attribute.js';
import { MAX_NAME_LENGTH } from './bounds.js';
import { attribute, pluralSubAttributes } from './define.js';

export const CORE_USER = 'urn:ietf:params:scim:schemas:core:2.0:User';

/**
 * RFC 7643 §4.1 and §8.7.1. References and certificates are compared exactly (§2.3.6, §2.3.7), as the errata 6000 and
 * 6001, reported and not verified, want them.
 */
export const USER_SCHEMA: Schema = {
  id: CORE_USER,
  name: 'User',
  description: 'User Account',
  attributes: [
    attribute('userName', 'string', 'The name by which the user signs in; unique, whatever its case.', {
      required: true,
      uniqueness: 'server',
      maxLength: MAX_NAME_LENGTH,
      visible: true,
    }),
    attribute('name', 'complex', "The components of the user's name.", {
      subAttributes: [
        attribute('formatted', 'string', 'The full name, formatted for display.'),
        attribute('familyName', 'string', 'The family name, or last name.'),
        attribute('givenName', 'string', 'The given name, or first name.'),
        attribute('middleName', 'string', 'The middle names.'),
        attribute('honorificPrefix', 'string', 'The title before the name, e.g. "Ms.".'),
        attribute('honorificSuffix', 'string', 'What follows the name, e.g. "III".'),
      ],
    }),
    attribute('displayName', 'string', 'The name by which the user is shown.'),
    attribute('nickName', 'string', 'The casual way to address the user.'),
    attribute('profileUrl', 'reference', "The address of the user's online profile.", {
      caseExact: true,
      referenceTypes: ['external'],
    }),
    attribute('title', 'string', 'The user\'s title, e.g. "Vice President".'),
    attribute('userType', 'string', 'The relationship to the organization, e.g. "Employee".'),
    attribute('preferredLanguage', 'string', 'The preferred languages, as in Accept-Language.'),
    attribute('locale', 'string', 'The user\'s default location for localization, e.g. "en-US".'),
    attribute('timezone', 'string', 'The user\'s time zone, e.g. "America/Los_Angeles".'),
    attribute('active', 'boolean', "The user's administrative status."),
    attribute('password', 'string', 'Accepted and discarded: Rollcall keeps no password that an IdP sends.', {
      caseExact: true,
      mutability: 'writeOnly',
      returned: 'never',
    }),
    attribute('emails', 'complex', 'E-mail addresses.', {
      multiValued: true,
      subAttributes: pluralSubAttributes(attribute('value', 'string', 'The e-mail address.'), [
        'work',
        'home',
        'other',
      ]),
    }),
    attribute('phoneNumbers', 'complex', 'Telephone numbers.', {
      multiValued: true,
      subAttributes: pluralSubAttributes(
        attribute('value', 'string', 'The telephone number, kept as it is sent.'),
        ['work', 'home', 'mobile', 'fax', 'pager', 'other'],
      ),
    }),
    attribute('ims', 'complex', 'Instant messaging addresses.', {
      multiValued: true,
      subAttributes: pluralSubAttributes(attribute('value', 'string', 'The instant messaging address.'), [
        'aim',
        'gtalk',
        'icq',
        'xmpp',
        'msn',
        'skype',
        'qq',
        'yahoo',
      ]),
    }),
    attribute('photos', 'complex', 'Addresses of photos of the user.', {
      multiValued: true,
      subAttributes: pluralSubAttributes(
        attribute('value', 'reference', "The photo's address.", {
          caseExact: true,
          referenceTypes: ['external'],
        }),
        ['photo', 'thumbnail'],
      ),
    }),
    attribute('addresses', 'complex', 'Postal addresses.', {
      multiValued: true,
      subAttributes: [
        attribute('formatted', 'string', 'The full address, formatted for display.'),
        attribute('streetAddress', 'string', 'Street, house number and what else stands before the city.'),
        attribute('locality', 'string', 'The city or locality.'),
        attribute('region', 'string', 'The state or region.'),
        attribute('postalCode', 'string', 'The postal code.'),
        attribute('country', 'string', 'The country, ISO 3166-1 alpha-2.'),
        attribute('type', 'string', "A label indicating the attribute's function.", {
          canonicalValues: ['work', 'home', 'other'],
        }),
        attribute('primary', 'boolean', 'Whether this is the preferred value; true on at most one.'),
      ],
    }),
    attribute(
      'groups',
      'complex',
      'The groups that the user belongs to, directly or by way of nested groups.',
      {
        multiValued: true,
        mutability: 'readOnly',
        relation: true,
        subAttributes: [
          attribute('value', 'string', "The group's id.", { mutability: 'readOnly', caseExact: true }),
          attribute('$ref', 'reference', "The group's address.", {
            mutability: 'readOnly',
            caseExact: true,
            referenceTypes: ['Group'],
          }),
          attribute('display', 'string', "The group's displayName.", { mutability: 'readOnly' }),
          attribute('type', 'string', 'Whether the membership is direct.', {
            mutability: 'readOnly',
            canonicalValues: ['direct', 'indirect'],
          }),
        ],
      },
    ),
    attribute('entitlements', 'complex', 'Things that the user has a right to.', {
      multiValued: true,
      subAttributes: pluralSubAttributes(attribute('value', 'string', 'The entitlement.')),
    }),
    attribute('roles', 'complex', 'What the user is collectively, e.g. "Student".', {
      multiValued: true,
      subAttributes: pluralSubAttributes(attribute('value', 'string', 'The role.')),
    }),
    attribute('x509Certificates', 'complex', 'Certificates issued to the user.', {
      multiValued: true,
      subAttributes: pluralSubAttributes(
        attribute('value', 'binary', 'The certificate, DER in base64.', { caseExact: true }),
      ),
    }),
  ],
};
