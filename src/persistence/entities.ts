import { AttributeValueEntity } from '../directory/attribute-value.entity.js';
import { GroupMemberEntity } from '../directory/group-member.entity.js';
import { RetainedUserEntity } from '../directory/retention/retained-user.entity.js';
import { ResourceEntity } from '../directory/resource.entity.js';
import { UniqueValueEntity } from '../directory/unique-value.entity.js';
import { AccessTokenEntity } from '../identity/access-tokens/access-token.entity.js';
import { AccountEntity } from '../identity/account.entity.js';
import { InvitationSettingsEntity } from '../identity/invitations/invitation-settings.entity.js';
import { InvitationEntity } from '../identity/invitations/invitation.entity.js';
import { OneTimeLinkEntity } from '../identity/links/one-time-link.entity.js';
import { RoleGrantEntity } from '../identity/role-grant.entity.js';
import { RoleEntity } from '../identity/roles/role.entity.js';
import { SessionEntity } from '../identity/session.entity.js';
import { SsoFlowEntity } from '../identity/sso/sso-flow.entity.js';
import { SsoIdentityEntity } from '../identity/sso/sso-identity.entity.js';
import { SsoSettingsEntity } from '../identity/sso/sso-settings.entity.js';
import { SignInThrottleEntity } from '../identity/throttle/sign-in-throttle.entity.js';
import { JobFindingEntity } from '../jobs/job-finding.entity.js';
import { JobEntity } from '../jobs/job.entity.js';
import { JournalEntryEntity } from '../journal/journal-entry.entity.js';
import { JournalHeadEntity } from '../journal/journal-head.entity.js';
import { JournalStartEntity } from '../journal/journal-start.entity.js';
import { MailEntity } from '../mail/mail.entity.js';
import { MappingMatchEntity } from '../mappings/mapping-match.entity.js';
import { MappingRefreshEntity } from '../mappings/mapping-refresh.entity.js';
import { MappingRuleEntity } from '../mappings/mapping-rule.entity.js';
import { NotificationStateEntity } from '../notifications/notification-state.entity.js';
import { OrganizationMemberEntity } from '../organizations/organization-member.entity.js';
import { OrganizationEntity } from '../organizations/organization.entity.js';
import { ConnectionEntity } from '../provisioning/connection.entity.js';
import { ScimContactEntity } from '../provisioning-log/scim-contact.entity.js';
import { ScimFailureEntity } from '../provisioning-log/scim-failure.entity.js';
import { ScimRequestEntity } from '../provisioning-log/scim-request.entity.js';
import { ScimSyncEntity } from '../provisioning-log/scim-sync.entity.js';
import { ScimToleranceEntity } from '../provisioning-log/scim-tolerance.entity.js';
import { SchemaExtensionEntity } from '../schema-extensions/schema-extension.entity.js';
import { InstallationEntity } from '../tenants/installation.entity.js';
import { TenantEntity } from '../tenants/tenant.entity.js';
import { ScimSecretEntity } from '../tokens/scim-secret.entity.js';
import { WebhookDeliveryEntity } from '../webhooks/webhook-delivery.entity.js';
import { WebhookEntity } from '../webhooks/webhook.entity.js';

/** Every table; a test proves that they are what the migrations make. */
export const entities = [
  AccessTokenEntity,
  AccountEntity,
  AttributeValueEntity,
  ConnectionEntity,
  GroupMemberEntity,
  InstallationEntity,
  InvitationEntity,
  InvitationSettingsEntity,
  JobEntity,
  JobFindingEntity,
  JournalEntryEntity,
  JournalHeadEntity,
  JournalStartEntity,
  MailEntity,
  MappingMatchEntity,
  MappingRefreshEntity,
  MappingRuleEntity,
  NotificationStateEntity,
  OneTimeLinkEntity,
  OrganizationEntity,
  OrganizationMemberEntity,
  ResourceEntity,
  RetainedUserEntity,
  RoleEntity,
  RoleGrantEntity,
  SchemaExtensionEntity,
  ScimContactEntity,
  ScimFailureEntity,
  ScimRequestEntity,
  ScimSecretEntity,
  ScimSyncEntity,
  ScimToleranceEntity,
  SessionEntity,
  SignInThrottleEntity,
  SsoFlowEntity,
  SsoIdentityEntity,
  SsoSettingsEntity,
  TenantEntity,
  UniqueValueEntity,
  WebhookDeliveryEntity,
  WebhookEntity,
];
