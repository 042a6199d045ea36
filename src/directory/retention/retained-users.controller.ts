import { Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { AdminController, ApiProblem, Caller, RequirePermission } from '../../identity/admin-controller.js';
import type { Principal } from '../../identity/principal.js';
import { UserDto } from '../users.dto.js';
import { RetainedUserListDto, RetainedUserQueryDto } from './retained-users.dto.js';
import { RetainedUsers } from './retained-users.js';
import { RetainedUsersService } from './retained-users.service.js';

@AdminController('retained-users', 'Users')
export class RetainedUsersController {
  constructor(
    private readonly service: RetainedUsersService,
    private readonly retained: RetainedUsers,
  ) {}

  @Get()
  @RequirePermission('users:read')
  @ApiOperation({
    operationId: 'listRetainedUsers',
    summary: 'Users whom the identity provider has deleted, and who are kept for a while',
    description: 'With `onDelete: "retain"` for 30 days. Those deleted last come first.',
  })
  @ApiOkResponse({ type: RetainedUserListDto })
  @ApiProblem(400, 'A parameter breaks a rule')
  list(@Query() query: RetainedUserQueryDto): Promise<RetainedUserListDto> {
    return this.service.list(query);
  }

  @Post(':id/restoration')
  @HttpCode(200)
  @RequirePermission('users:write')
  @ApiOperation({
    operationId: 'restoreRetainedUser',
    summary: 'Bring a user back who was deleted',
    description:
      'Under the same id, with the attributes of then; without a password. Groups, organizations and roles come ' +
      'back as far as they still exist and the caller may give them (`groups:write`, `organizations:write`).',
  })
  @ApiOkResponse({ type: UserDto })
  @ApiProblem(404, 'No such user is retained')
  @ApiProblem(409, 'Somebody else has the userName, or another unique value, by now')
  restore(@Caller() caller: Principal, @Param('id') id: string): Promise<UserDto> {
    return this.service.restore(caller, id);
  }

  @Delete(':id')
  @HttpCode(204)
  @RequirePermission('users:write')
  @ApiOperation({ operationId: 'deleteRetainedUser', summary: 'Remove a deleted user for good, at once' })
  @ApiNoContentResponse()
  @ApiProblem(404, 'No such user is retained')
  delete(@Caller() caller: Principal, @Param('id') id: string): Promise<void> {
    return this.retained.remove(caller, id);
  }
}
