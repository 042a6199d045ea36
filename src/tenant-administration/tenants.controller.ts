import { Body, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import {
  ApiBody,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
} from '@nestjs/swagger';
import { PageQueryDto } from '../admin-api/page-query.dto.js';
import { AdminController, ApiProblem, RequirePermission } from '../identity/admin-controller.js';
import { TenantAdministration } from './tenant-administration.service.js';
import {
  CreatedTenantDto,
  describeLink,
  describeTenant,
  NewTenantDto,
  SetupLinkDto,
  TenantChangesDto,
  TenantDeletionDto,
  TenantDto,
  TenantListDto,
} from './tenants.dto.js';

/** Only in the first tenant are there people with these permissions. */
@AdminController('tenants', 'Tenants')
export class TenantsController {
  constructor(private readonly tenants: TenantAdministration) {}

  @Get()
  @RequirePermission('tenants:read')
  @ApiOperation({ operationId: 'listTenants', summary: 'Tenants in order of creation' })
  @ApiOkResponse({ type: TenantListDto })
  @ApiProblem(400, 'A parameter breaks a rule')
  async list(@Query() { limit, cursor }: PageQueryDto): Promise<TenantListDto> {
    const { items, ...rest } = await this.tenants.list(limit, cursor);
    return { items: items.map(describeTenant), ...rest };
  }

  @Post()
  @RequirePermission('tenants:write')
  @ApiOperation({ operationId: 'createTenant', summary: 'Create a tenant' })
  @ApiCreatedResponse({ type: CreatedTenantDto })
  @ApiProblem(400, 'A field breaks a rule')
  @ApiProblem(409, 'The name or the address is taken')
  async create(@Body() { name, publicUrl = null, administrator }: NewTenantDto): Promise<CreatedTenantDto> {
    const { tenant, link } = await this.tenants.create({ name, publicUrl, administrator });
    return Object.assign(describeTenant(tenant), link && { setupLink: describeLink(link) });
  }

  @Get(':id')
  @RequirePermission('tenants:read')
  @ApiOperation({ operationId: 'retrieveTenant', summary: 'One tenant' })
  @ApiOkResponse({ type: TenantDto })
  @ApiProblem(404, 'There is no such tenant')
  async retrieve(@Param('id') id: string): Promise<TenantDto> {
    return describeTenant(await this.tenants.retrieve(id));
  }

  @Patch(':id')
  @RequirePermission('tenants:write')
  @ApiOperation({ operationId: 'updateTenant', summary: 'Change what is given' })
  @ApiOkResponse({ type: TenantDto })
  @ApiProblem(400, 'A field breaks a rule')
  @ApiProblem(404, 'There is no such tenant')
  @ApiProblem(409, 'The name or the address is taken')
  async update(@Param('id') id: string, @Body() { name, publicUrl }: TenantChangesDto): Promise<TenantDto> {
    return describeTenant(await this.tenants.update(id, { name, publicUrl }));
  }

  @Post(':id/setup-link')
  @RequirePermission('tenants:write')
  @ApiOperation({ operationId: 'issueSetupLink', summary: 'Another link for the first administrator' })
  @ApiCreatedResponse({ type: SetupLinkDto })
  @ApiProblem(404, 'There is no such tenant')
  async issueSetupLink(@Param('id') id: string): Promise<SetupLinkDto> {
    return describeLink(await this.tenants.issueSetupLink(id));
  }

  @Delete(':id')
  @HttpCode(204)
  @RequirePermission('tenants:write')
  @ApiOperation({
    operationId: 'deleteTenant',
    summary: 'Delete a tenant with everything in it',
    description:
      'It is closed at once; its data is removed in the minutes that follow. Never the first tenant.',
  })
  @ApiBody({ type: TenantDeletionDto })
  @ApiNoContentResponse()
  @ApiProblem(400, "The body does not repeat the tenant's name")
  @ApiProblem(404, 'There is no such tenant')
  delete(@Param('id') id: string, @Body() { name }: TenantDeletionDto): Promise<void> {
    return this.tenants.delete(id, name);
  }
}
