import { AttributeValueEntity } from '../directory/attribute-value.entity.js';
import { GroupMemberEntity } from '../directory/group-member.entity.js';
import { ResourceEntity } from '../directory/resource.entity.js';
import { AccountEntity } from '../identity/account.entity.js';
import { RoleGrantEntity } from '../identity/role-grant.entity.js';
import { SessionEntity } from '../identity/session.entity.js';
import { JournalEntryEntity } from '../journal/journal-entry.entity.js';
import { ConnectionEntity } from '../provisioning/connection.entity.js';
import { InstallationEntity } from '../tenants/installation.entity.js';
import { TenantEntity } from '../tenants/tenant.entity.js';
import { ScimSecretEntity } from '../tokens/scim-secret.entity.js';

/** Every table; a test proves that they are what the migrations make. */
export const entities = [
  AccountEntity,
  AttributeValueEntity,
  ConnectionEntity,
  GroupMemberEntity,
  InstallationEntity,
  JournalEntryEntity,
  ResourceEntity,
  RoleGrantEntity,
  ScimSecretEntity,
  SessionEntity,
  TenantEntity,
];
