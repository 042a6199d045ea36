import { Body, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { PageQueryDto } from '../admin-api/page-query.dto.js';
import { AdminController, ApiProblem, Caller, RequirePermission } from '../identity/admin-controller.js';
import type { Principal } from '../identity/principal.js';
import { StartedJobDto } from '../jobs/job.dto.js';
import { MappingPreviewService } from './mapping-preview.service.js';
import {
  ChangedMappingDto,
  describeChanged,
  describeMapping,
  MappingChangesDto,
  MappingDto,
  MappingListDto,
  MappingPreviewDto,
} from './mappings.dto.js';
import { MappingsService } from './mappings.service.js';

@AdminController('mappings', 'Mappings')
export class MappingsController {
  constructor(
    private readonly mappings: MappingsService,
    private readonly previews: MappingPreviewService,
  ) {}

  @Get()
  @RequirePermission('mappings:read')
  @ApiOperation({ operationId: 'listMappings', summary: 'Mapping rules in their order, automatic ones last' })
  @ApiOkResponse({ type: MappingListDto })
  @ApiProblem(400, 'A parameter breaks a rule')
  async list(@Query() { limit, cursor }: PageQueryDto): Promise<MappingListDto> {
    const { items, ...rest } = await this.mappings.list(limit, cursor);
    return { items: items.map(describeMapping), ...rest };
  }

  @Post()
  @HttpCode(202)
  @RequirePermission('mappings:write')
  @ApiOperation({
    operationId: 'createMapping',
    summary: 'Create a mapping rule',
    description:
      'From a group, or from a filter on users, to an organization, a role, or both. It is in force at once; a job ' +
      'gives what follows from it to those who are there.',
  })
  @ApiAcceptedResponse({ type: ChangedMappingDto })
  @ApiProblem(400, 'A field breaks a rule')
  @ApiProblem(409, 'There are too many')
  async create(
    @Caller() caller: Principal,
    @Body() { position, ...fields }: MappingChangesDto,
  ): Promise<ChangedMappingDto> {
    const {
      groupId = null,
      filter = null,
      organizationId = null,
      organizationRole = null,
      role = null,
    } = fields;
    const rule = { groupId, filter, organizationId, organizationRole, role };
    return describeChanged(await this.mappings.create(caller, { ...rule, position }));
  }

  @Post('preview')
  @HttpCode(202)
  @RequirePermission('mappings:write')
  @ApiOperation({
    operationId: 'previewMapping',
    summary: 'Who would gain and lose what, before a rule is saved',
    description:
      'Changes nothing. The job’s result is `{users, organizations, roles, examples}`: how many users it is about; by the ' +
      'id of an organization, and by role, how many would have it `gained`, `lost`, or `changed` (be something else in the ' +
      'organization); and the first twenty users with their `outcomes`.',
  })
  @ApiAcceptedResponse({ type: StartedJobDto })
  @ApiProblem(400, 'A field breaks a rule')
  @ApiProblem(404, 'There is no such mapping rule')
  @ApiProblem(409, 'It is an automatic one, or another preview is under way')
  async preview(@Caller() caller: Principal, @Body() change: MappingPreviewDto): Promise<StartedJobDto> {
    return { id: await this.previews.start(caller, change) };
  }

  @Get(':id')
  @RequirePermission('mappings:read')
  @ApiOperation({ operationId: 'retrieveMapping', summary: 'One mapping rule' })
  @ApiOkResponse({ type: MappingDto })
  @ApiProblem(404, 'There is no such mapping rule')
  async retrieve(@Param('id') id: string): Promise<MappingDto> {
    return describeMapping(await this.mappings.retrieve(id));
  }

  @Patch(':id')
  @HttpCode(202)
  @RequirePermission('mappings:write')
  @ApiOperation({
    operationId: 'updateMapping',
    summary: 'Change a mapping rule, or its place',
    description: 'Null takes a field away. A job gives and takes what follows.',
  })
  @ApiAcceptedResponse({ type: ChangedMappingDto })
  @ApiProblem(400, 'A field breaks a rule')
  @ApiProblem(404, 'There is no such mapping rule')
  @ApiProblem(409, 'It is an automatic one')
  async update(
    @Caller() caller: Principal,
    @Param('id') id: string,
    @Body() changes: MappingChangesDto,
  ): Promise<ChangedMappingDto> {
    return describeChanged(await this.mappings.update(caller, id, changes));
  }

  @Delete(':id')
  @HttpCode(202)
  @RequirePermission('mappings:write')
  @ApiOperation({
    operationId: 'deleteMapping',
    summary: 'Delete a mapping rule',
    description: 'A job takes what people have by it alone.',
  })
  @ApiAcceptedResponse({ type: StartedJobDto })
  @ApiProblem(404, 'There is no such mapping rule')
  @ApiProblem(409, 'It is an automatic one')
  async delete(@Caller() caller: Principal, @Param('id') id: string): Promise<StartedJobDto> {
    return { id: await this.mappings.delete(caller, id) };
  }
}
