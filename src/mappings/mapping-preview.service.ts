import { Injectable } from '@nestjs/common';
import type { Principal } from '../identity/principal.js';
import { ResumableJobs } from '../jobs/resumable-jobs.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import type { RuleChange } from './foresight.js';
import { MappingPreview } from './mapping-preview.js';
import { AUTOMATIC_POSITION, type FoundRule } from './mapping-rule.js';
import { MappingsService } from './mappings.service.js';
import { changedFields, RuleCheck, type RuleFields } from './rule-check.js';

/** What a rule that is not there yet is before anything is said of it. */
const NEW: FoundRule = {
  id: '',
  position: AUTOMATIC_POSITION - 1,
  automatic: false,
  groupId: null,
  groupName: null,
  filter: null,
  organizationId: null,
  organizationName: null,
  organizationRole: null,
  role: null,
  isEnding: false,
  createdAt: 0,
  updatedAt: 0,
  hasGroup: true,
  hasOrganization: true,
};

export interface PreviewRequest extends Partial<RuleFields> {
  /** The rule that would be changed; undefined for a new one. */
  readonly mappingId?: string;
  /** It would be deleted. */
  readonly delete?: boolean;
  readonly position?: number;
}

/** Starts previews of what a change of the rules would do. */
@Injectable()
export class MappingPreviewService {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly mappings: MappingsService,
    private readonly check: RuleCheck,
    private readonly preview: MappingPreview,
    private readonly jobs: ResumableJobs,
  ) {}

  /** @returns the job's id @throws what the change itself would throw, and ProblemError `job_running` while another preview is under way */
  async start(caller: Principal, request: PreviewRequest): Promise<string> {
    const change = await this.unit.read(() => this.read(caller, request));
    return this.jobs.start(this.preview, change);
  }

  private async read(
    caller: Principal,
    { mappingId, delete: ends = false, position, ...changes }: PreviewRequest,
  ): Promise<RuleChange> {
    const current =
      mappingId === undefined ? undefined : await this.mappings.retrieveChangeable(caller, mappingId);
    if (current && ends) return { current };
    const fields = changedFields(current ?? NEW, changes);
    const names = await this.check.assertSound(caller, fields, current);
    const next = { ...(current ?? NEW), ...fields, ...names };
    return { current, next: position === undefined ? next : { ...next, position: between(next, position) } };
  }
}

/** A place before the rule that is there now, or behind it where the rule moves down: the others stay where they are. */
function between({ position }: FoundRule, wanted: number): number {
  if (wanted === position) return position;
  return wanted < position ? wanted - 0.5 : wanted + 0.5;
}
