import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.js';
import { JournalModule } from '../journal/journal.module.js';
import { DerivedMembers } from './derived-members.js';
import { OrganizationMemberRepository } from './organization-member.repository.js';
import { OrganizationRepository } from './organization.repository.js';
import { OrganizationService } from './organization.service.js';
import { OrganizationsController } from './organizations.controller.js';
import { RuleReasonsRepository } from './rule-reasons.repository.js';

/** Organizations and their memberships. */
@Module({
  imports: [IdentityModule, JournalModule],
  controllers: [OrganizationsController],
  providers: [
    DerivedMembers,
    OrganizationMemberRepository,
    OrganizationRepository,
    OrganizationService,
    RuleReasonsRepository,
  ],
  exports: [DerivedMembers, OrganizationService],
})
export class OrganizationsModule {}
