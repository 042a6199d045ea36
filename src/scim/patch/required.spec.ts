import { describe, expect, it } from 'vitest';
import { patch, PATCH_OP, patchUser } from '../../../test/support/patch.js';
import { InvalidValueError, MutabilityError } from '../error.js';
import { validateResource } from '../resource/validate-resource.js';
import type { JsonObject } from '../resource/resource.js';
import type { ResourceType } from '../schema/attribute.js';
import { attribute } from '../schema/define.js';
import { USER } from '../schema/resource-types.js';

const OWN = 'urn:acme:2.0:Badge';

/** Users with an extension of a required number and a colour. */
function users(required: boolean): ResourceType {
  const attributes = [
    attribute('number', 'string', 'number', { required: true }),
    attribute('colour', 'string', 'colour'),
  ];
  const schema = { id: OWN, name: 'Badge', description: 'Badge', attributes };
  return { ...USER, extensions: [...USER.extensions, { schema, required }] };
}
const bjensen: JsonObject = { userName: 'bjensen', [OWN]: { number: '7' } };
const change = (operations: JsonObject[], { required = false, document = bjensen } = {}) =>
  patch(users(required), document, { schemas: [PATCH_OP], Operations: operations }).document;

describe('What is required (RFC 7643 §2.2, RFC 7644 §3.5.2.2)', () => {
  it.each<[what: string, operation: JsonObject]>([
    ['is removed', { op: 'remove', path: `${OWN}:number` }],
    ['is replaced by nothing', { op: 'replace', path: `${OWN}:number`, value: null }],
    ['is replaced by nothing in its extension', { op: 'replace', path: OWN, value: { number: null } }],
  ])('of an extension: mutability where it %s, though nothing else is left', (_, operation) => {
    expect(() => change([operation])).toThrow(MutabilityError);
    expect(() => change([operation])).toThrow('number');
    const coloured = { ...bjensen, [OWN]: { number: '7', colour: 'red' } };
    expect(() => change([operation], { document: coloured })).toThrow(MutabilityError);
  });

  it('of an extension goes with it as a whole, unless the extension is required itself', () => {
    const operations = [{ op: 'remove', path: OWN }];
    expect(change(operations)).toEqual({ userName: 'bjensen' });
    expect(() => change(operations, { required: true })).toThrow(MutabilityError);
  });

  it('of an extension is not missed where the extension is not', () => {
    const document = { userName: 'bjensen' };
    expect(change([{ op: 'remove', path: `${OWN}:colour` }], { document })).toEqual(document);
    const colour = { op: 'add', path: `${OWN}:colour`, value: 'red' };
    expect(() => change([colour], { document })).toThrow(MutabilityError);
  });

  it('may go and come again in one request', () => {
    const operations: JsonObject[] = [
      { op: 'remove', path: `${OWN}:number` },
      { op: 'add', path: `${OWN}:number`, value: '8' },
    ];
    expect(change(operations)).toEqual({ userName: 'bjensen', [OWN]: { number: '8' } });
  });

  it('and was missing before keeps nothing else from being changed', () => {
    const document = { userName: 'bjensen', [OWN]: { colour: 'red' } };
    const deactivation = { op: 'replace', path: 'active', value: false };
    expect(change([deactivation], { document })).toEqual({ ...document, active: false });
    const bare = { userName: 'bjensen' };
    expect(change([deactivation], { document: bare, required: true })).toEqual({ ...bare, active: false });
  });

  it('of the core schema stays', () => {
    expect(() => patchUser(bjensen, [{ op: 'remove', path: 'userName' }])).toThrow(MutabilityError);
  });

  it('is demanded of a body, of an extension where it has anything or is required', () => {
    const put = (more: JsonObject, required = false) =>
      validateResource({ schemas: [USER.schema.id], userName: 'bjensen', ...more }, users(required), {
        mode: 'strict',
        used: () => undefined,
      }).document;
    expect(put({ [OWN]: { colour: null } })).toEqual({ userName: 'bjensen' });
    expect(() => put({ [OWN]: { colour: 'red' } })).toThrow(InvalidValueError);
    expect(() => put({}, true)).toThrow(InvalidValueError);
    expect(put({ [OWN]: { number: '7' } }, true)).toEqual(bjensen);
  });
});
