import { Delete, Get, HttpCode, Param, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { PageQueryDto } from '../admin-api/page-query.dto.js';
import { AdminController, ApiProblem, RequirePermission } from '../identity/admin-controller.js';
import { ProvisioningLogService } from './provisioning-log.service.js';
import { ScimFailureDto, ScimFailureListDto } from './scim-failure.dto.js';
import { CallQueryDto, ScimRequestDto, ScimRequestListDto } from './scim-request.dto.js';
import { ScimSyncDto, ScimSyncListDto, ToleranceDto, ToleranceListDto } from './scim-sync.dto.js';

@AdminController('scim', 'Provisioning')
export class ProvisioningLogController {
  constructor(private readonly log: ProvisioningLogService) {}

  @Get('requests')
  @RequirePermission('provisioning:read')
  @ApiOperation({
    operationId: 'listScimRequests',
    summary: 'The provisioning log, newest first',
    description:
      'The calls of the identity provider that changed something or failed; of failures what to do.',
  })
  @ApiOkResponse({ type: ScimRequestListDto })
  @ApiProblem(400, 'A parameter breaks a rule')
  async list(@Query() query: CallQueryDto): Promise<ScimRequestListDto> {
    const { items, ...rest } = await this.log.list(query);
    return { items: items.map((call) => ScimRequestDto.of(call)), ...rest };
  }

  @Get('requests/:id')
  @RequirePermission('provisioning:read')
  @ApiOperation({ operationId: 'retrieveScimRequest', summary: 'One call of the provisioning log' })
  @ApiOkResponse({ type: ScimRequestDto })
  @ApiProblem(404, 'There is no such call, or not any more')
  async retrieve(@Param('id') id: string): Promise<ScimRequestDto> {
    return ScimRequestDto.of(await this.log.retrieve(id));
  }

  @Get('failures')
  @RequirePermission('provisioning:read')
  @ApiOperation({
    operationId: 'listScimFailures',
    summary: 'What fails at the moment, failed last first',
    description: 'One for each user, group or query; over once a call for the same target succeeds.',
  })
  @ApiOkResponse({ type: ScimFailureListDto })
  @ApiProblem(400, 'A parameter breaks a rule')
  async listFailures(@Query() query: PageQueryDto): Promise<ScimFailureListDto> {
    const { items, ...rest } = await this.log.listFailures(query);
    return { items: items.map((failure) => ScimFailureDto.of(failure)), ...rest };
  }

  @Delete('failures/:id')
  @HttpCode(204)
  @RequirePermission('provisioning:write')
  @ApiOperation({
    operationId: 'dismissScimFailure',
    summary: 'Take a failure for settled, which the identity provider will not try again',
  })
  @ApiNoContentResponse()
  @ApiProblem(404, 'There is no such failure, or not any more')
  dismissFailure(@Param('id') id: string): Promise<void> {
    return this.log.dismissFailure(id);
  }

  @Get('syncs')
  @RequirePermission('provisioning:read')
  @ApiOperation({
    operationId: 'listScimSyncs',
    summary: 'Sync runs, newest first',
    description:
      'Bursts of calls of the identity provider, with less than five minutes between two calls, and what came of them.',
  })
  @ApiOkResponse({ type: ScimSyncListDto })
  @ApiProblem(400, 'A parameter breaks a rule')
  async listSyncs(@Query() query: PageQueryDto): Promise<ScimSyncListDto> {
    const { items, ...rest } = await this.log.listSyncs(query);
    return { items: items.map((sync) => ScimSyncDto.of(sync)), ...rest };
  }

  @Get('syncs/:id')
  @RequirePermission('provisioning:read')
  @ApiOperation({ operationId: 'retrieveScimSync', summary: 'One sync run' })
  @ApiOkResponse({ type: ScimSyncDto })
  @ApiProblem(404, 'There is no such sync run, or not any more')
  async retrieveSync(@Param('id') id: string): Promise<ScimSyncDto> {
    return ScimSyncDto.of(await this.log.retrieveSync(id));
  }

  @Get('tolerances')
  @RequirePermission('provisioning:read')
  @ApiOperation({
    operationId: 'listScimTolerances',
    summary: 'Which deviations from the standard the identity provider leans on',
    description: 'With the connection set to `strict`, each of them is refused.',
  })
  @ApiOkResponse({ type: ToleranceListDto })
  async listTolerances(): Promise<ToleranceListDto> {
    return { items: (await this.log.listTolerances()).map((use) => ToleranceDto.of(use)) };
  }
}
