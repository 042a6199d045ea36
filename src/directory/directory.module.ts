import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.js';
import { JournalModule } from '../journal/journal.module.js';
import { MappingsModule } from '../mappings/mappings.module.js';
import { OrganizationsModule } from '../organizations/organizations.module.js';
import { SchemaExtensionsModule } from '../schema-extensions/schema-extensions.module.js';
import { AccountUsersRepository } from './account-users.repository.js';
import { AccountUsersService } from './account-users.service.js';
import { GroupAdministrationRepository } from './group-administration.repository.js';
import { GroupAdministration } from './group-administration.service.js';
import { GroupDirectory } from './group-directory.js';
import { ListRepository } from './list.repository.js';
import { GroupsController } from './groups.controller.js';
import { ManagedAccountsRepository } from './managed-accounts.repository.js';
import { ManagedAccounts } from './managed-accounts.js';
import { Matching } from './matching.js';
import { MatchOutlook } from './match-outlook.js';
import { MemberRepository } from './member.repository.js';
import { MembershipChanges } from './membership-changes.js';
import { ProvisionedRoles } from './provisioned-roles.js';
import { ResourceListingRepository } from './resource-listing.repository.js';
import { ResourceLists } from './resource-lists.js';
import { ResourceRepository } from './resource.repository.js';
import { ResourceWriter } from './resource-writer.js';
import { UniqueValueRepository } from './unique-value.repository.js';
import { UniqueValues } from './unique-values.js';
import { Past } from './restoration/past.js';
import { PastRepository } from './restoration/past.repository.js';
import { RetainedUserRepository } from './retention/retained-user.repository.js';
import { RetainedUsersController } from './retention/retained-users.controller.js';
import { RetainedUsersRemoval } from './retention/retained-users-removal.js';
import { RetainedUsers } from './retention/retained-users.js';
import { RetainedUsersService } from './retention/retained-users.service.js';
import { RestorationController } from './restoration/restoration.controller.js';
import { RestorationService } from './restoration/restoration.service.js';
import { UserInvitations } from './user-invitations.service.js';
import { UserDirectory } from './user-directory.js';
import { VisibleResources } from './visible-resources.js';
import { UsersController } from './users.controller.js';

/** The shared domain service: users, groups and memberships. */
@Module({
  imports: [IdentityModule, JournalModule, MappingsModule, OrganizationsModule, SchemaExtensionsModule],
  controllers: [GroupsController, RestorationController, RetainedUsersController, UsersController],
  providers: [
    AccountUsersRepository,
    AccountUsersService,
    GroupAdministration,
    GroupAdministrationRepository,
    GroupDirectory,
    ListRepository,
    ManagedAccounts,
    ManagedAccountsRepository,
    Matching,
    MatchOutlook,
    MemberRepository,
    MembershipChanges,
    ProvisionedRoles,
    Past,
    PastRepository,
    ResourceListingRepository,
    ResourceLists,
    ResourceRepository,
    ResourceWriter,
    RetainedUserRepository,
    RetainedUsers,
    RetainedUsersRemoval,
    RetainedUsersService,
    UniqueValueRepository,
    UniqueValues,
    RestorationService,
    UserDirectory,
    UserInvitations,
    VisibleResources,
  ],
  exports: [
    AccountUsersService,
    GroupDirectory,
    ManagedAccounts,
    MatchOutlook,
    ResourceLists,
    RetainedUsers,
    UserDirectory,
  ],
})
export class DirectoryModule {}
