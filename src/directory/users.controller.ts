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
import { UserInvitations } from './user-invitations.service.js';
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
  constructor(
    private readonly users: AccountUsersService,
    private readonly invitations: UserInvitations,
  ) {}

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

  @Post(':id/invitation')
  @HttpCode(200)
  @RequirePermission('users:write')
  @ApiOperation({
    operationId: 'inviteUser',
    summary: 'Send an invitation, for the first time or again',
    description:
      'A mail with a link that works once, within 7 days; earlier ones are void. Whoever signs in by single sign-on is led there.',
  })
  @ApiOkResponse({ type: UserDto })
  @ApiProblem(404, 'There is no such user')
  @ApiProblem(409, 'The user is not active, has no e-mail, or has come already')
  invite(@Caller() caller: Principal, @Param('id') id: string): Promise<UserDto> {
    return this.invitations.invite(caller, id);
  }

  @Post(':id/activate')
  @HttpCode(200)
  @RequirePermission('users:write')
  @ApiOperation({
    operationId: 'activateUser',
    summary: 'Say that a user who was invited has come',
    description:
      'For the application that has seen them; signing in to Rollcall says so by itself. Again is no change.',
  })
  @ApiOkResponse({ type: UserDto })
  @ApiProblem(404, 'There is no such user')
  @ApiProblem(409, 'The user is not active')
  activate(@Param('id') id: string): Promise<UserDto> {
    return this.invitations.activate(id);
  }
}
