import { Body, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { AdminController, ApiProblem, RequirePermission, Scoped } from '../identity/admin-controller.js';
import { GroupAdministration } from './group-administration.service.js';
import {
  GroupChangesDto,
  GroupDto,
  GroupListDto,
  GroupMemberListDto,
  GroupMembersDto,
  GroupMembersQueryDto,
  GroupQueryDto,
  NewGroupDto,
} from './groups.dto.js';

@AdminController('groups', 'Groups')
export class GroupsController {
  constructor(private readonly groups: GroupAdministration) {}

  @Get()
  @RequirePermission('groups:read')
  @Scoped()
  @ApiOperation({ operationId: 'listGroups', summary: 'Groups in order of creation' })
  @ApiOkResponse({ type: GroupListDto })
  @ApiProblem(400, 'A parameter breaks a rule')
  list(@Query() query: GroupQueryDto): Promise<GroupListDto> {
    return this.groups.list(query);
  }

  @Post()
  @RequirePermission('groups:write')
  @ApiOperation({ operationId: 'createGroup', summary: 'Create a group that is managed here' })
  @ApiCreatedResponse({ type: GroupDto })
  @ApiProblem(400, 'A field breaks a rule, or a member is unknown')
  @ApiProblem(409, 'The displayName is taken')
  create(@Body() group: NewGroupDto): Promise<GroupDto> {
    return this.groups.create(group);
  }

  @Get(':id')
  @RequirePermission('groups:read')
  @Scoped()
  @ApiOperation({ operationId: 'retrieveGroup', summary: 'One group' })
  @ApiOkResponse({ type: GroupDto })
  @ApiProblem(404, 'There is no such group')
  retrieve(@Param('id') id: string): Promise<GroupDto> {
    return this.groups.retrieve(id);
  }

  @Patch(':id')
  @RequirePermission('groups:write')
  @ApiOperation({
    operationId: 'updateGroup',
    summary: 'Change what is given',
    description: 'Null removes the icon.',
  })
  @ApiOkResponse({ type: GroupDto })
  @ApiProblem(400, 'A field breaks a rule')
  @ApiProblem(404, 'There is no such group')
  @ApiProblem(409, 'The displayName is taken, or the identity provider manages it')
  update(@Param('id') id: string, @Body() changes: GroupChangesDto): Promise<GroupDto> {
    return this.groups.update(id, changes);
  }

  @Delete(':id')
  @HttpCode(204)
  @RequirePermission('groups:write')
  @ApiOperation({ operationId: 'deleteGroup', summary: 'Delete a group; its members stay' })
  @ApiNoContentResponse()
  @ApiProblem(404, 'There is no such group')
  delete(@Param('id') id: string): Promise<void> {
    return this.groups.delete(id);
  }

  @Get(':id/members')
  @RequirePermission('groups:read')
  @Scoped()
  @ApiOperation({ operationId: 'listGroupMembers', summary: 'Direct members in order of their creation' })
  @ApiOkResponse({ type: GroupMemberListDto })
  @ApiProblem(400, 'A parameter breaks a rule')
  @ApiProblem(404, 'There is no such group')
  listMembers(@Param('id') id: string, @Query() query: GroupMembersQueryDto): Promise<GroupMemberListDto> {
    return this.groups.listMembers(id, query);
  }

  @Post(':id/members')
  @HttpCode(204)
  @RequirePermission('groups:write')
  @ApiOperation({
    operationId: 'addGroupMembers',
    summary: 'Add members',
    description: 'All or none; those who are members already stay so.',
  })
  @ApiNoContentResponse()
  @ApiProblem(400, 'A member is unknown, or contains the group')
  @ApiProblem(404, 'There is no such group')
  @ApiProblem(409, 'The identity provider manages the members')
  addMembers(@Param('id') id: string, @Body() { memberIds }: GroupMembersDto): Promise<void> {
    return this.groups.addMembers(id, memberIds);
  }

  @Delete(':id/members/:memberId')
  @HttpCode(204)
  @RequirePermission('groups:write')
  @ApiOperation({ operationId: 'removeGroupMember', summary: 'Remove a member' })
  @ApiNoContentResponse()
  @ApiProblem(404, 'There is no such group or member')
  @ApiProblem(409, 'The identity provider manages the members')
  removeMember(@Param('id') id: string, @Param('memberId') memberId: string): Promise<void> {
    return this.groups.removeMember(id, memberId);
  }
}
