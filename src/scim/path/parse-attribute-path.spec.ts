import { describe, expect, it } from 'vitest';
import type { Conformance, ToleranceName } from '../interop/tolerance.js';
import type { ResourceType, Schema } from '../schema/attribute.js';
import { attribute } from '../schema/define.js';
import { ENTERPRISE_USER } from '../schema/enterprise-user.js';
import { GROUP, USER } from '../schema/resource-types.js';
import { CORE_USER } from '../schema/user.js';
import { storageName } from './attribute-path.js';
import { resolveAttributePath } from './parse-attribute-path.js';

function resolved(text: string, conformance?: Conformance): string | undefined {
  const path = resolveAttributePath(text, USER, conformance);
  return path && storageName(path);
}

function conformance(mode: Conformance['mode']): Conformance & { uses: ToleranceName[] } {
  const uses: ToleranceName[] = [];
  return { mode, uses, used: (tolerance) => uses.push(tolerance) };
}

describe('attribute notation · RFC 7644 §3.10', () => {
  it.each([
    ['userName', 'username'],
    ['USERNAME', 'username'],
    ['name.familyName', 'name.familyname'],
    ['emails.$value', undefined],
    ['groups.$ref', 'groups.$ref'],
    ['id', 'id'],
    ['schemas', 'schemas'],
    ['meta.lastModified', 'meta.lastmodified'],
    [`${CORE_USER}:userName`, 'username'],
    [`${CORE_USER}:name.givenName`, 'name.givenname'],
    [`${CORE_USER}:meta.created`, 'meta.created'],
    [`${ENTERPRISE_USER}:employeeNumber`, 'enterprise:employeenumber'],
    [`${ENTERPRISE_USER.toUpperCase()}:MANAGER.VALUE`, 'enterprise:manager.value'],
  ])('resolves %s to %s', (text, name) => {
    expect(resolved(text)).toBe(name);
  });

  it.each([
    ...[
      '',
      '.',
      ':',
      'shoeSize',
      'name.',
      '.name',
      'name..familyName',
      'name.familyName.x',
      'userName.value',
    ],
    ...[
      'user name',
      '1userName',
      '__proto__',
      'constructor',
      'name.constructor',
      'name.__proto__',
      'nic\u212aName',
    ],
    ...[
      CORE_USER,
      ENTERPRISE_USER,
      `${ENTERPRISE_USER}:`,
      `${ENTERPRISE_USER}:userName`,
      `${CORE_USER}:employeeNumber`,
    ],
    ...['urn:example:User:userName', `${ENTERPRISE_USER}x:manager`],
  ])('finds nothing under "%s"', (text) => {
    expect(resolved(text)).toBeUndefined();
  });

  it('does not know the attributes of other resource types', () => {
    expect(resolveAttributePath('members', USER)).toBeUndefined();
    expect(resolveAttributePath('manager', GROUP)).toBeUndefined();
    expect(resolveAttributePath(`${ENTERPRISE_USER}:manager`, GROUP)).toBeUndefined();
  });
});

describe('a tenant’s own schemas', () => {
  const own = (id: string, name: string): Schema => ({
    ...{ id, name: id, description: id },
    attributes: [attribute(name, 'string', name)],
  });
  const [short, long] = [own('urn:acme:people', 'badge'), own('urn:acme:people:Kitchen', 'knife')];

  it.each([[[short, long]], [[long, short]]])(
    'are told apart where one is named as another begins',
    (all) => {
      const type: ResourceType = { ...USER, extensions: all.map((schema) => ({ schema, required: false })) };
      const nameOf = (text: string) => resolveAttributePath(text, type)?.attribute.name;
      expect(['urn:acme:people:badge', 'URN:acme:people:kitchen:KNIFE'].map(nameOf)).toEqual([
        'badge',
        'knife',
      ]);
      expect(nameOf('urn:acme:people:\u212aitchen:knife')).toBeUndefined();
    },
  );
});

describe('what Entra ID writes instead', () => {
  it.each<[string, string, ToleranceName]>([
    [`${ENTERPRISE_USER}.manager`, 'enterprise:manager', 'extensionDot'],
    [`${ENTERPRISE_USER}.manager.value`, 'enterprise:manager.value', 'extensionDot'],
    ['manager', 'enterprise:manager', 'extensionAttributeUnqualified'],
    ['Department', 'enterprise:department', 'extensionAttributeUnqualified'],
  ])('%s is %s', (text, name, tolerance) => {
    const tolerant = conformance('tolerant');
    expect(resolved(text, tolerant)).toBe(name);
    expect(tolerant.uses).toEqual([tolerance]);
    expect(resolved(text, conformance('strict'))).toBeUndefined();
  });

  it('core attributes come before those of extensions, and need no tolerance', () => {
    const tolerant = conformance('tolerant');
    expect(resolved('displayName', tolerant)).toBe('displayname');
    expect(tolerant.uses).toEqual([]);
  });
});
