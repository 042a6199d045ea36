import { Body, Delete, Get, HttpCode, Param, Patch, Post, Put, Query } from '@nestjs/common';
import {
  ApiBody,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
} from '@nestjs/swagger';
import { AdminController, ApiProblem, RequirePermission, Scoped } from '../identity/admin-controller.js';
import { OrganizationService } from './organization.service.js';
import {
  describeMember,
  describeOrganization,
  MembershipFieldsDto,
  OrganizationDto,
  OrganizationFieldsDto,
  OrganizationListDto,
  OrganizationMemberListDto,
  OrganizationMembersQueryDto,
  OrganizationQueryDto,
} from './organizations.dto.js';

@AdminController('organizations', 'Organizations')
export class OrganizationsController {
  constructor(private readonly organizations: OrganizationService) {}

  @Get()
  @RequirePermission('organizations:read')
  @Scoped()
  @ApiOperation({ operationId: 'listOrganizations', summary: 'Organizations in order of creation' })
  @ApiOkResponse({ type: OrganizationListDto })
  @ApiProblem(400, 'A parameter breaks a rule')
  async list(@Query() query: OrganizationQueryDto): Promise<OrganizationListDto> {
    const { items, ...rest } = await this.organizations.list(query);
    return { items: items.map(describeOrganization), ...rest };
  }

  @Post()
  @RequirePermission('organizations:write')
  @ApiOperation({ operationId: 'createOrganization', summary: 'Create an organization' })
  @ApiCreatedResponse({ type: OrganizationDto })
  @ApiProblem(400, 'A field breaks a rule')
  @ApiProblem(409, 'The name is taken')
  async create(@Body() { name }: OrganizationFieldsDto): Promise<OrganizationDto> {
    return describeOrganization(await this.organizations.create(name));
  }

  @Get(':id')
  @RequirePermission('organizations:read')
  @Scoped()
  @ApiOperation({ operationId: 'retrieveOrganization', summary: 'One organization' })
  @ApiOkResponse({ type: OrganizationDto })
  @ApiProblem(404, 'There is no such organization')
  async retrieve(@Param('id') id: string): Promise<OrganizationDto> {
    return describeOrganization(await this.organizations.retrieve(id));
  }

  @Patch(':id')
  @RequirePermission('organizations:write')
  @ApiOperation({ operationId: 'renameOrganization', summary: 'Rename an organization' })
  @ApiOkResponse({ type: OrganizationDto })
  @ApiProblem(400, 'A field breaks a rule')
  @ApiProblem(404, 'There is no such organization')
  @ApiProblem(409, 'The name is taken, or the identity provider manages it')
  async rename(@Param('id') id: string, @Body() { name }: OrganizationFieldsDto): Promise<OrganizationDto> {
    return describeOrganization(await this.organizations.rename(id, name));
  }

  @Delete(':id')
  @HttpCode(204)
  @RequirePermission('organizations:write')
  @ApiOperation({ operationId: 'deleteOrganization', summary: 'Delete an organization; its members stay' })
  @ApiNoContentResponse()
  @ApiProblem(404, 'There is no such organization')
  @ApiProblem(409, 'It is that of a group which the identity provider pushes')
  delete(@Param('id') id: string): Promise<void> {
    return this.organizations.delete(id);
  }

  @Get(':id/members')
  @RequirePermission('organizations:read')
  @Scoped()
  @ApiOperation({ operationId: 'listOrganizationMembers', summary: 'Who belongs to an organization' })
  @ApiOkResponse({ type: OrganizationMemberListDto })
  @ApiProblem(400, 'A parameter breaks a rule')
  @ApiProblem(404, 'There is no such organization')
  async listMembers(
    @Param('id') id: string,
    @Query() page: OrganizationMembersQueryDto,
  ): Promise<OrganizationMemberListDto> {
    const { items, ...rest } = await this.organizations.listMembers(id, page);
    return { items: items.map(describeMember), ...rest };
  }

  @Put(':id/members/:userId')
  @HttpCode(204)
  @RequirePermission('organizations:write')
  @ApiOperation({ operationId: 'addOrganizationMember', summary: 'Let a user belong to an organization' })
  @ApiBody({ type: MembershipFieldsDto, required: false })
  @ApiNoContentResponse()
  @ApiProblem(400, 'A field breaks a rule')
  @ApiProblem(404, 'There is no such organization or user')
  @ApiProblem(409, 'The user belongs to too many organizations already')
  addMember(
    @Param('id') id: string,
    @Param('userId') userId: string,
    @Body() { role }: MembershipFieldsDto,
  ): Promise<void> {
    return this.organizations.addMember(id, userId, role);
  }

  @Delete(':id/members/:userId')
  @HttpCode(204)
  @RequirePermission('organizations:write')
  @ApiOperation({
    operationId: 'removeOrganizationMember',
    summary: 'End that a user belongs to an organization',
  })
  @ApiNoContentResponse()
  @ApiProblem(404, 'There is no such organization or user, or the user does not belong to it')
  @ApiProblem(409, 'A mapping rule alone says so')
  removeMember(@Param('id') id: string, @Param('userId') userId: string): Promise<void> {
    return this.organizations.removeMember(id, userId);
  }
}
