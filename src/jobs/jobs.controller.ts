import { Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { PageQueryDto } from '../admin-api/page-query.dto.js';
import { AdminController, ApiProblem, RequirePermission } from '../identity/admin-controller.js';
import { describeJob, JobDto, JobListDto } from './job.dto.js';
import { JobService } from './job.service.js';

@AdminController('jobs', 'Jobs')
export class JobsController {
  constructor(private readonly jobs: JobService) {}

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
  @ApiOkResponse({ type: JobDto })
  @ApiProblem(404, 'There is no such job')
  async retrieve(@Param('id') id: string): Promise<JobDto> {
    return describeJob(await this.jobs.retrieve(id));
  }
}
