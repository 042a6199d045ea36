import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.js';
import { JobsModule } from '../jobs/jobs.module.js';
import { JournalModule } from '../journal/journal.module.js';
import { OrganizationsModule } from '../organizations/organizations.module.js';
import { SchemaExtensionsModule } from '../schema-extensions/schema-extensions.module.js';
import { Derivation } from './derivation.js';
import { DerivedMemberships } from './derived-memberships.js';
import { GroupOrganizations } from './group-organizations.js';
import { Foresight } from './foresight.js';
import { MappingPreview } from './mapping-preview.js';
import { MappingPreviewService } from './mapping-preview.service.js';
import { MappingRefresh } from './mapping-refresh.js';
import { MappingRefreshRepository } from './mapping-refresh.repository.js';
import { MappingRuleRepository } from './mapping-rule.repository.js';
import { MappingSettings } from './mapping-settings.js';
import { MappingState } from './mapping-state.js';
import { MappingStateRepository } from './mapping-state.repository.js';
import { MappingsController } from './mappings.controller.js';
import { MappingsService } from './mappings.service.js';
import { Matcher } from './matcher.js';
import { MatchRepository } from './match.repository.js';
import { RefreshQueue } from './refresh-queue.js';
import { RuleCheck } from './rule-check.js';
import { RuleCheckRepository } from './rule-check.repository.js';
import { RuleEffectsRepository } from './rule-effects.repository.js';
import { Settlement } from './settlement.js';
import { Walk } from './walk.js';

/** Rules by which people belong to organizations and hold roles, and what follows from them. */
@Module({
  imports: [IdentityModule, JobsModule, JournalModule, OrganizationsModule, SchemaExtensionsModule],
  controllers: [MappingsController],
  providers: [
    Derivation,
    DerivedMemberships,
    Foresight,
    GroupOrganizations,
    MappingPreview,
    MappingPreviewService,
    MappingRefresh,
    MappingRefreshRepository,
    MappingRuleRepository,
    MappingSettings,
    MappingState,
    MappingStateRepository,
    MappingsService,
    Matcher,
    MatchRepository,
    RefreshQueue,
    RuleCheck,
    RuleCheckRepository,
    RuleEffectsRepository,
    Settlement,
    Walk,
  ],
  exports: [DerivedMemberships, MappingSettings, MappingsService],
})
export class MappingsModule {}
