import { describe, expect, it } from 'vitest';
import { explain, FAILURE_CODES, failureCode, type FailedCall } from './explanation.js';
import { OPERATIONS } from './scim-call.js';

const CALL: FailedCall = {
  status: 404,
  code: 'not_found',
  operation: 'replace',
  targetType: 'user',
  provider: 'okta',
};

describe('What a failure means', () => {
  it('has plain words and an advice for each kind of failure, of each operation and provider', () => {
    for (const code of FAILURE_CODES) {
      for (const operation of OPERATIONS) {
        for (const provider of ['okta', 'entra', 'other'] as const) {
          for (const targetType of ['user', 'group', null] as const) {
            const { explanation, whatToDo } = explain({ ...CALL, code, operation, provider, targetType });
            for (const text of [explanation, whatToDo]) expect(text, code).toMatch(/^[A-Z][^]*[.]$/);
            expect(`${explanation} ${whatToDo}`).not.toMatch(/undefined|null|\[object/);
          }
        }
      }
    }
  });

  it('of an id that is not known: unassign and assign again', () => {
    expect(explain(CALL)).toEqual({
      explanation: 'Okta uses an id that is not known here: the user was deleted, or never created.',
      whatToDo: 'In Okta, unassign the user from the application and assign them again.',
    });
    expect(explain({ ...CALL, targetType: 'group', provider: 'other' }).whatToDo).toBe(
      'In the identity provider, remove the group from the application (unlink it) and push it again.',
    );
    expect(explain({ ...CALL, operation: 'delete' }).whatToDo).toBe('Nothing: this is what Okta wants.');
  });

  it('is told by what was answered where the kind has no name', () => {
    expect(failureCode('uniqueness', 409)).toBe('uniqueness');
    expect(failureCode('unknown_members', 400, 'invalidValue')).toBe('invalid_value');
    expect(failureCode('teapot', 413)).toBe('payload_too_large');
    expect(failureCode('teapot', 418)).toBe('invalid_syntax');
    expect(failureCode('teapot', 599)).toBe('internal_error');
  });
});
