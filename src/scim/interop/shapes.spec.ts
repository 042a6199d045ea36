import { describe, expect, it } from 'vitest';
import { ENTERPRISE, patchUser } from '../../../test/support/patch.js';
import { InvalidValueError } from '../error.js';
import { validateResource } from '../resource/validate-resource.js';
import type { JsonObject, JsonValue } from '../resource/resource.js';
import { USER } from '../schema/resource-types.js';

const CORE = 'urn:ietf:params:scim:schemas:core:2.0:User';
const present = { userName: 'bjensen', title: 'Guide', [ENTERPRISE]: { manager: { value: '7' } } };

function put(more: JsonObject): JsonObject {
  const body = { schemas: [CORE], userName: 'bjensen', ...more };
  return validateResource(body, USER, { mode: 'tolerant', used: () => undefined }).document;
}
const titleByPut = (title: JsonValue) => put({ title })['title'];
const titleByPatch = (value: JsonValue) =>
  patchUser(present, [{ op: 'replace', path: 'title', value }]).document['title'];

describe.each([
  ['PUT', titleByPut],
  ['PATCH', titleByPatch],
])('A single value in a list of one (RFC 7643 §2.1, §2.5) · %s', (_, titleBy) => {
  it.each<[value: JsonValue]>([[['Lead']], [[{ value: 'Lead' }]], [[{ Value: 'Lead', $ref: null }]]])(
    'is read from %j',
    (value) => {
      expect(titleBy(value)).toBe('Lead');
    },
  );

  it.each<[value: JsonValue]>([[[null]], [[{ value: null }]], [[{ VALUE: null }]]])(
    'is none when %j says so',
    (value) => {
      expect(titleBy(value)).toBeUndefined();
    },
  );

  it.each<[value: JsonValue]>([[[{ display: 'Lead' }]], [[{}]], [[['Lead']]], [['Lead', 'Guide']]])(
    'is refused, not cleared, where %j has another shape',
    (value) => {
      expect(() => titleBy(value)).toThrow(InvalidValueError);
    },
  );
});

describe('A manager with an empty value, in any case of its name (RFC 7643 §2.1)', () => {
  it.each<[value: JsonValue]>([[''], [{ value: '' }], [{ Value: '' }], [[{ VALUE: '' }]]])(
    '%j means none',
    (manager) => {
      expect(put({ [ENTERPRISE]: { manager } })).toEqual({ userName: 'bjensen' });
      const operation = { op: 'replace', path: `${ENTERPRISE}:manager`, value: manager };
      expect(patchUser(present, [operation]).document).toEqual({ userName: 'bjensen', title: 'Guide' });
    },
  );
});
