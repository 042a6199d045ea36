import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../resource/resource.js';
import { resolveAttributePath } from '../path/parse-attribute-path.js';
import { ENTERPRISE_USER } from '../schema/enterprise-user.js';
import { USER } from '../schema/resource-types.js';
import { compareKeys } from './key.js';
import { sortKey } from './sort-key.js';

function keyOf(resource: JsonObject, sortBy: string): string | undefined {
  const key = sortKey(resource, resolveAttributePath(sortBy, USER)!);
  return key && new TextDecoder().decode(key);
}

describe('sortBy · RFC 7644 §3.4.2.3', () => {
  it('ignores case where the attribute does', () => {
    expect(keyOf({ userName: 'BJensen' }, 'userName')).toBe('bjensen');
    expect(keyOf({ externalId: 'BJensen' }, 'externalId')).toBe('BJensen');
  });

  it('takes the primary value of a multi-valued attribute, else the first', () => {
    const [home, work] = [{ value: 'home@x' }, { value: 'work@x', primary: true }];
    expect(keyOf({ emails: [home, work] }, 'emails.value')).toBe('work@x');
    expect(keyOf({ emails: [home] }, 'emails.value')).toBe('home@x');
    expect(keyOf({ emails: [home, work] }, 'emails')).toBe('work@x');
  });

  it('has no key where the resource has no value', () => {
    expect(keyOf({}, 'title')).toBeUndefined();
    expect(keyOf({}, 'name.familyName')).toBeUndefined();
    expect(keyOf({ emails: [{ type: 'work' }] }, 'emails')).toBeUndefined();
  });

  it('reads extensions', () => {
    expect(keyOf({ [ENTERPRISE_USER]: { department: 'Sales' } }, `${ENTERPRISE_USER}:department`)).toBe(
      'sales',
    );
    expect(keyOf({ [ENTERPRISE_USER]: { manager: { value: 'M1' } } }, `${ENTERPRISE_USER}:manager`)).toBe(
      'M1',
    );
    expect(keyOf({}, `${ENTERPRISE_USER}:department`)).toBeUndefined();
  });

  it('sorts times as times', () => {
    const path = resolveAttributePath('meta.created', USER)!;
    const [early, late] = ['2011-05-13T04:42:34+02:00', '2011-05-13T04:42:34Z'].map((created) =>
      sortKey({ meta: { created } }, path)!,
    );
    expect(compareKeys(early!, late!)).toBe(-1);
  });
});
