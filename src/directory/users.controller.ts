import { Body, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import {
  AdminController,
  ApiProblem,
  Caller,
  RequirePermission,
  Scoped,
} from '../identity/admin-controller.js';
import type { Principal } from '../identity/principal.js';
import { AccountUsersService } from './account-users.service.js';
import {
  NewUserDto,
  UserChangesDto,
  UserDto,
  UserIncludeDto,
  UserListDto,
  UserQueryDto,
} from './users.dto.js';

@AdminController('users', 'Users')
export class UsersController {
  constructor(private readonly users: AccountUsersService) {}

  @Get()
  @RequirePermission('users:read')
  @Scoped()
  @ApiOperation({ operationId: 'listUsers', summary: 'Users in order of creation' })
  @ApiOkResponse({ type: UserListDto })
  @ApiProblem(400, 'A parameter breaks a rule')
  list(@Query() query: UserQueryDto): Promise<UserListDto> {
    return this.users.list(query);
  }

  @Post()
  @RequirePermission('users:write')
  @ApiOperation({ operationId: 'createUser', summary: 'Create a user who is managed here' })
  @ApiCreatedResponse({ type: UserDto })
  @ApiProblem(400, 'A field breaks a rule')
  @ApiProblem(409, 'The userName is taken')
  create(@Caller() caller: Principal, @Body() user: NewUserDto): Promise<UserDto> {
    return this.users.create(caller, user);
  }

  @Get(':id')
  @RequirePermission('users:read')
  @Scoped()
  @ApiOperation({ operationId: 'retrieveUser', summary: 'One user' })
  @ApiOkResponse({ type: UserDto })
  @ApiProblem(400, 'A parameter breaks a rule')
  @ApiProblem(404, 'There is no such user')
  retrieve(@Param('id') id: string, @Query() { include }: UserIncludeDto): Promise<UserDto> {
    return this.users.retrieve(id, include);
  }

  @Patch(':id')
  @RequirePermission('users:write')
  @ApiOperation({
    operationId: 'updateUser',
    summary: 'Change what is given',
    description: 'Null removes a value.',
  })
  @ApiOkResponse({ type: UserDto })
  @ApiProblem(400, 'A field breaks a rule')
  @ApiProblem(404, 'There is no such user')
  @ApiProblem(409, 'The userName is taken, or the identity provider manages the field')
  update(
    @Caller() caller: Principal,
    @Param('id') id: string,
    @Body() changes: UserChangesDto,
  ): Promise<UserDto> {
    return this.users.update(caller, id, changes);
  }

  @Delete(':id')
  @HttpCode(204)
  @RequirePermission('users:write')
  @ApiOperation({
    operationId: 'deleteUser',
    summary: 'Delete a user',
    description: 'Never the last administrator.',
  })
  @ApiNoContentResponse()
  @ApiProblem(404, 'There is no such user')
  delete(@Caller() caller: Principal, @Param('id') id: string): Promise<void> {
    return this.users.delete(caller, id);
  }
}
