import { Body, Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { AdminController, ApiProblem, Caller, RequirePermission } from '../admin-controller.js';
import type { Principal } from '../principal.js';
import { NewRoleDto, RoleChangesDto, RoleDto, RoleListDto } from './role.dto.js';
import { RoleService } from './role.service.js';

@AdminController('roles', 'Roles')
export class RolesController {
  constructor(private readonly roles: RoleService) {}

  @Get()
  @RequirePermission('roles:read')
  @ApiOperation({ operationId: 'listRoles', summary: 'All roles with what they permit' })
  @ApiOkResponse({ type: RoleListDto })
  async list(): Promise<RoleListDto> {
    return { items: await this.roles.list() };
  }

  @Post()
  @RequirePermission('roles:write')
  @ApiOperation({
    operationId: 'createRole',
    summary: 'Create a role',
    description: 'It permits nothing that the caller may not do.',
  })
  @ApiCreatedResponse({ type: RoleDto })
  @ApiProblem(400, 'A field breaks a rule')
  @ApiProblem(409, 'The name is taken')
  create(@Caller() caller: Principal, @Body() role: NewRoleDto): Promise<RoleDto> {
    return this.roles.create(caller, role);
  }

  @Get(':name')
  @RequirePermission('roles:read')
  @ApiOperation({ operationId: 'retrieveRole', summary: 'One role' })
  @ApiOkResponse({ type: RoleDto })
  @ApiProblem(404, 'There is no such role')
  retrieve(@Param('name') name: string): Promise<RoleDto> {
    return this.roles.retrieve(name);
  }

  @Patch(':name')
  @RequirePermission('roles:write')
  @ApiOperation({ operationId: 'updateRole', summary: "Change one of the tenant's own roles" })
  @ApiOkResponse({ type: RoleDto })
  @ApiProblem(400, 'A field breaks a rule')
  @ApiProblem(404, 'There is no such role')
  update(
    @Caller() caller: Principal,
    @Param('name') name: string,
    @Body() changes: RoleChangesDto,
  ): Promise<RoleDto> {
    return this.roles.update(caller, name, changes);
  }

  @Delete(':name')
  @HttpCode(204)
  @RequirePermission('roles:write')
  @ApiOperation({ operationId: 'deleteRole', summary: 'Delete a role that nobody holds' })
  @ApiNoContentResponse()
  @ApiProblem(404, 'There is no such role')
  @ApiProblem(409, 'Somebody holds it, or the identity provider may give it')
  delete(@Caller() caller: Principal, @Param('name') name: string): Promise<void> {
    return this.roles.delete(caller, name);
  }
}
