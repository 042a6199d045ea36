import {
  documentSchemas,
  parsePatchRequest,
  parseProjection,
  USER,
  type Conformance,
  type JsonObject,
  type PatchOperation,
  type ResourceDocument,
  type ResourceType,
} from '../scim/index.js';
import type { RoleSource } from '../identity/access.repository.js';
import { describeReasons } from '../organizations/reason.dto.js';
import type { OrganizationOfUser } from '../organizations/organization.repository.js';
import type { RuleReason } from '../organizations/rule-reasons.repository.js';
import type { Invitation } from '../identity/invitations/invitation.repository.js';
import type { Invitee } from '../identity/invitations/invitations.js';
import { accountEmail } from './attribute-values.js';
import type { GroupOfUser } from './member.repository.js';
import type { StoredResource } from './stored-resource.js';
import type { RoleReasonDto, UserChangesDto, UserDto, UserInvitationDto, UserStatus } from './users.dto.js';

/** Our own API needs none of the tolerances that IdPs need. */
export const STRICT: Conformance = { mode: 'strict', used: () => undefined };

export const PATCH_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

/** What a user has beside the document. */
export interface UserDetails {
  readonly roles: readonly string[];
  readonly groups: readonly GroupOfUser[];
  readonly organizations: readonly OrganizationOfUser[];
  /** Roles with where each of them comes from. */
  readonly given: readonly { readonly role: string; readonly source: RoleSource }[];
  /** The mapping rules that they have something by, in their order. */
  readonly rules: readonly RuleReason[];
  /** Milliseconds since the epoch. */
  readonly lastSignInAt: number | null;
  /** Undefined for who never was expected. */
  readonly invitation: Invitation | undefined;
}

type Field = 'userName' | 'email' | 'givenName' | 'familyName' | 'displayName';

/** Where the fields of the admin API stand in the SCIM document; the e-mail is one of several. */
const PATHS = {
  userName: 'userName',
  givenName: 'name.givenName',
  familyName: 'name.familyName',
  displayName: 'displayName',
  active: 'active',
} as const;

/** The user as the admin API shows it. @param scim the user's schemas, where the SCIM resource is wanted too */
export function present(user: StoredResource, details: UserDetails, scim?: ResourceType): UserDto {
  const { document, active } = user;
  return {
    id: user.id,
    userName: document['userName'] as string,
    email: fieldOf(document, 'email'),
    givenName: fieldOf(document, 'givenName'),
    familyName: fieldOf(document, 'familyName'),
    displayName: fieldOf(document, 'displayName'),
    active,
    status: statusOf(user, details),
    invitation: showInvitation(details.invitation),
    externallyManaged: user.externallyManaged,
    drift: user.drift,
    externalId: text(document['externalId']),
    roles: [...details.roles],
    groups: details.groups.map(({ groupId, display, direct }) => ({
      id: groupId,
      displayName: display,
      direct,
    })),
    roleReasons: details.roles.map((role) => ({ role, reasons: reasonsOfRole(role, details) })),
    organizations: details.organizations.map(({ id, name, role, byHand }) => ({
      id,
      name,
      role,
      reasons: describeReasons({
        byHand,
        rules: details.rules.filter(({ organizationId }) => organizationId === id),
      }),
    })),
    lastSignInAt: details.lastSignInAt === null ? null : isoTime(details.lastSignInAt),
    createdAt: isoTime(user.createdAt),
    updatedAt: isoTime(user.lastModifiedAt),
    ...(scim && { scim: scimResource(user, scim) }),
  };
}

function reasonsOfRole(role: string, { given, rules }: UserDetails): RoleReasonDto[] {
  const sources = given.filter((grant) => grant.role === role).map(({ source }) => source);
  const byRule = rules.filter((rule) => rule.role === role);
  return [
    ...describeReasons({ byHand: sources.includes('manual'), rules: [] }),
    ...(sources.includes('scim') ? [{ type: 'scim' as const }] : []),
    ...describeReasons({ byHand: false, rules: byRule }),
  ];
}

/** The user as somebody who may be invited. */
export function inviteeOf({ id, display, document, active }: StoredResource): Invitee {
  return { id, display, userName: document['userName'] as string, email: accountEmail(document), active };
}

/** The SCIM document of a new user. */
export function newDocument({
  userName,
  email,
  givenName,
  familyName,
  displayName,
  active,
}: UserChangesDto): JsonObject {
  const name = withoutAbsent({ givenName, familyName });
  return {
    schemas: [USER.schema.id],
    ...withoutAbsent({ userName, displayName, active }),
    ...(Object.keys(name).length > 0 && { name }),
    ...(email && { emails: [{ value: email, type: 'work', primary: true }] }),
  };
}

/** Those of the fields whose value would be another one. */
export function changedFields<F extends Field>(
  document: ResourceDocument,
  changes: UserChangesDto,
  fields: readonly F[],
): F[] {
  return fields.filter(
    (field) => changes[field] !== undefined && changes[field] !== fieldOf(document, field),
  );
}

/** The PATCH that makes the changes. */
export function patchOf(document: ResourceDocument, changes: UserChangesDto): PatchOperation[] {
  const operations: JsonObject[] = [];
  for (const [field, path] of Object.entries(PATHS) as [keyof typeof PATHS, string][]) {
    const value = changes[field];
    if (value === null) operations.push({ op: 'remove', path });
    else if (value !== undefined) operations.push({ op: 'replace', path, value });
  }
  if (changes.email !== undefined && changes.email !== fieldOf(document, 'email')) {
    operations.push({ op: 'replace', path: 'emails', value: emailsWith(document, changes.email) });
  }
  return operations.length === 0
    ? []
    : [...parsePatchRequest({ schemas: [PATCH_SCHEMA], Operations: operations }, STRICT)];
}

/** The e-mails with another one (or none) as the account's. */
function emailsWith(document: ResourceDocument, email: string | null): JsonObject[] {
  const emails = (document['emails'] ?? []) as JsonObject[];
  const present = accountEmail(document);
  const place = emails.findIndex(({ value }) => value === present);
  if (email === null) return emails.filter((_element, index) => index !== place);
  if (place === -1) return [...emails, { value: email, type: 'work', primary: true }];
  return emails.with(place, { ...emails[place], value: email });
}

function fieldOf(document: ResourceDocument, field: Field): string | null {
  if (field === 'email') return accountEmail(document) ?? null;
  const [attribute, subAttribute] = PATHS[field].split('.') as [string, string?];
  const value = document[attribute];
  return text(subAttribute === undefined ? value : (value as JsonObject | undefined)?.[subAttribute]);
}

function statusOf({ active }: StoredResource, { invitation }: UserDetails): UserStatus {
  if (!active) return 'inactive';
  return invitation?.activatedAt === null ? 'invited' : 'active';
}

function showInvitation(invitation: Invitation | undefined): UserInvitationDto | null {
  if (!invitation) return null;
  const { sentAt, delivery, activatedAt } = invitation;
  return {
    sentAt: sentAt === null ? null : isoTime(sentAt),
    delivery,
    activatedAt: activatedAt === null ? null : isoTime(activatedAt),
  };
}

function scimResource(
  { id, document, createdAt, lastModifiedAt, version }: StoredResource,
  type: ResourceType,
): JsonObject {
  const meta = {
    resourceType: USER.name,
    created: isoTime(createdAt),
    lastModified: isoTime(lastModifiedAt),
    version: `W/"${version}"`,
  };
  const resource = { schemas: documentSchemas(document, type), id, ...document, meta };
  return parseProjection({}, type).apply(resource);
}

function withoutAbsent(fields: Record<string, string | boolean | null | undefined>): JsonObject {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined && value !== null);
  return Object.fromEntries(given) as JsonObject;
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function isoTime(time: number): string {
  return new Date(time).toISOString();
}
