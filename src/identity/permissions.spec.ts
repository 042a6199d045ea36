import { describe, expect, it } from 'vitest';
import { BUILT_IN_ROLES, PERMISSIONS, permissionsOf, ROLE_NAMES } from './permissions.js';

describe('built-in roles', () => {
  it('are the four of the contract', () => {
    expect(ROLE_NAMES).toEqual(['administrator', 'user_manager', 'auditor', 'member']);
  });

  it('let administrators do everything', () => {
    expect(BUILT_IN_ROLES.administrator).toEqual(PERMISSIONS);
  });

  it('let auditors read everything and change nothing', () => {
    expect(permissionsOf(['auditor'])).toEqual(PERMISSIONS.filter((name) => name.endsWith(':read')));
  });

  it('let user managers read everything, and change people and provisioning', () => {
    const changes = permissionsOf(['user_manager']).filter((name) => !name.endsWith(':read'));
    expect(changes.sort()).toEqual([
      'groups:write',
      'mappings:write',
      'organizations:write',
      'provisioning:create',
      'provisioning:delete',
      'provisioning:write',
      'users:write',
    ]);
  });

  it('let members do nothing but look after themselves', () => {
    expect(permissionsOf(['member'])).toEqual([]);
  });

  it('add up, and unknown ones add nothing', () => {
    expect(permissionsOf(['auditor', 'user_manager', 'toString'])).toEqual(permissionsOf(['user_manager']));
  });
});
