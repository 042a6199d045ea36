import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.js';
import { JournalModule } from '../journal/journal.module.js';
import { AccountUsersRepository } from './account-users.repository.js';
import { AccountUsersService } from './account-users.service.js';
import { GroupDirectory } from './group-directory.js';
import { ListRepository } from './list.repository.js';
import { ManagedAccountsRepository } from './managed-accounts.repository.js';
import { ManagedAccounts } from './managed-accounts.js';
import { MemberRepository } from './member.repository.js';
import { MembershipChanges } from './membership-changes.js';
import { ResourceLists } from './resource-lists.js';
import { ResourceRepository } from './resource.repository.js';
import { ResourceWriter } from './resource-writer.js';
import { UserDirectory } from './user-directory.js';
import { UsersController } from './users.controller.js';

/** The shared domain service: users, groups and memberships. */
@Module({
  imports: [IdentityModule, JournalModule],
  controllers: [UsersController],
  providers: [
    AccountUsersRepository,
    AccountUsersService,
    GroupDirectory,
    ListRepository,
    ManagedAccounts,
    ManagedAccountsRepository,
    MemberRepository,
    MembershipChanges,
    ResourceLists,
    ResourceRepository,
    ResourceWriter,
    UserDirectory,
  ],
  exports: [GroupDirectory, ManagedAccounts, ResourceLists, UserDirectory],
})
export class DirectoryModule {}
