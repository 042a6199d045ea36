/** What permissions are about. */
const SUBJECTS = [
  'users',
  'groups',
  'organizations',
  'mappings',
  'roles',
  'provisioning',
  'audit',
  'events',
  'webhooks',
  'jobs',
  'settings',
  'tenants',
  'access-tokens',
] as const;
type Subject = (typeof SUBJECTS)[number];

/** `<subject>:<verb>`; provisioning alone has verbs beyond read and write, because a secret is issued and voided. */
export type Permission =
  `${Subject}:read` | `${Subject}:write` | 'provisioning:create' | 'provisioning:delete';

const READ = SUBJECTS.map((subject) => `${subject}:read` as const);
const WRITE = SUBJECTS.map((subject) => `${subject}:write` as const);
const SECRET = ['provisioning:create', 'provisioning:delete'] as const;

export const PERMISSIONS: readonly Permission[] = [...READ, ...WRITE, ...SECRET];

/** The roles that every tenant has, with what they permit. */
export const BUILT_IN_ROLES = {
  administrator: PERMISSIONS,
  user_manager: [
    ...READ,
    'users:write',
    'groups:write',
    'organizations:write',
    'mappings:write',
    'provisioning:write',
    ...SECRET,
  ],
  auditor: READ,
  member: [],
} as const satisfies Record<string, readonly Permission[]>;

export type RoleName = keyof typeof BUILT_IN_ROLES;

export const ROLE_NAMES = Object.keys(BUILT_IN_ROLES) as readonly RoleName[];

/** The only roles whose holders may issue the SCIM secret and be named SCIM administrator. */
export const SECRET_ROLES = ['administrator', 'user_manager'] as const satisfies readonly RoleName[];

export function isSecretRole(role: string): boolean {
  return SECRET_ROLES.some((name) => name === role);
}

/** What nobody may who holds no more than the lesser of the two: who issues the secret, and has the IdP's powers with it. */
export const BEYOND_USER_MANAGER: readonly Permission[] = PERMISSIONS.filter(
  (permission) => !(BUILT_IN_ROLES.user_manager as readonly Permission[]).includes(permission),
);

export function isRoleName(name: string): name is RoleName {
  return Object.hasOwn(BUILT_IN_ROLES, name);
}

/** What the roles permit together, in the order of the list above. */
export function permissionsOf(roles: readonly string[]): Permission[] {
  const held = new Set<Permission>(roles.flatMap((role) => (isRoleName(role) ? BUILT_IN_ROLES[role] : [])));
  return PERMISSIONS.filter((permission) => held.has(permission));
}
