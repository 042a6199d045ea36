/** What applications hear of: changes of people, groups and organizations. */
export const EVENT_TARGETS = ['user', 'group', 'organization'] as const;

/** The types of events that can be chosen: the actions of the history whose target is one of these. */
export const EVENT_TYPES = [
  'user.created',
  'user.updated',
  'user.deactivated',
  'user.reactivated',
  'user.deleted',
  'user.purged',
  'user.matched',
  'user.invited',
  'user.activated',
  'user.password_link_issued',
  'role.granted',
  'role.revoked',
  'group.created',
  'group.updated',
  'group.deleted',
  'group.matched',
  'group.member_added',
  'group.member_removed',
  'organization.created',
  'organization.updated',
  'organization.deleted',
  'organization.member_added',
  'organization.member_removed',
  'organization.member_updated',
] as const;

/** All of a kind, e.g. `user.*`. */
export const EVENT_KINDS = [...new Set(EVENT_TYPES.map((type) => `${type.split('.')[0]!}.*`))];
