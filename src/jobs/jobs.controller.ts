import { Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { PageQueryDto } from '../admin-api/page-query.dto.js';
import { AdminController, ApiProblem, RequirePermission } from '../identity/admin-controller.js';
import {
  describeChange,
  describeConflict,
  describeJob,
  JobChangeListDto,
  JobConflictListDto,
  JobDetailsDto,
  JobListDto,
} from './job.dto.js';
import { JobFindings } from './job-findings.js';
import { JobService } from './job.service.js';

/** Conflicts that are shown with the job itself. */
const FIRST = 100;

@AdminController('jobs', 'Jobs')
export class JobsController {
  constructor(
    private readonly jobs: JobService,
    private readonly findings: JobFindings,
  ) {}

  @Get()
  @RequirePermission('jobs:read')
  @ApiOperation({ operationId: 'listJobs', summary: 'Long work, newest first' })
  @ApiOkResponse({ type: JobListDto })
  @ApiProblem(400, 'A parameter breaks a rule')
  async list(@Query() { limit, cursor }: PageQueryDto): Promise<JobListDto> {
    const { items, ...rest } = await this.jobs.list(limit, cursor);
    return { items: items.map(describeJob), ...rest };
  }

  @Get(':id')
  @RequirePermission('jobs:read')
  @ApiOperation({ operationId: 'retrieveJob', summary: 'How far a job is, and what came of it' })
  @ApiOkResponse({ type: JobDetailsDto })
  @ApiProblem(404, 'There is no such job')
  async retrieve(@Param('id') id: string): Promise<JobDetailsDto> {
    const job = await this.jobs.retrieve(id);
    const { items } = await this.findings.list(id, 'conflict', FIRST);
    return Object.assign(describeJob(job), { conflicts: items.map(describeConflict) });
  }

  @Get(':id/conflicts')
  @RequirePermission('jobs:read')
  @ApiOperation({ operationId: 'listJobConflicts', summary: 'For whom a job could do nothing, and why' })
  @ApiOkResponse({ type: JobConflictListDto })
  @ApiProblem(400, 'A parameter breaks a rule')
  @ApiProblem(404, 'There is no such job')
  async listConflicts(
    @Param('id') id: string,
    @Query() { limit, cursor }: PageQueryDto,
  ): Promise<JobConflictListDto> {
    const { items, ...rest } = await this.findings.list(id, 'conflict', limit, cursor);
    return { items: items.map(describeConflict), ...rest };
  }

  @Get(':id/changes')
  @RequirePermission('jobs:read')
  @ApiOperation({
    operationId: 'listJobChanges',
    summary: 'What a dry run has found to change',
    description: 'What a job has changed stands in the history, under the job’s id as `requestId`.',
  })
  @ApiOkResponse({ type: JobChangeListDto })
  @ApiProblem(400, 'A parameter breaks a rule')
  @ApiProblem(404, 'There is no such job')
  async listChanges(
    @Param('id') id: string,
    @Query() { limit, cursor }: PageQueryDto,
  ): Promise<JobChangeListDto> {
    const { items, ...rest } = await this.findings.list(id, 'change', limit, cursor);
    return { items: items.map(describeChange), ...rest };
  }
}
