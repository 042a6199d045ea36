import { Body, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { AdminController, ApiProblem, Caller, RequirePermission } from '../../identity/admin-controller.js';
import type { Principal } from '../../identity/principal.js';
import { RestorationDto, RestorationRequestDto } from './restoration.dto.js';
import { RestorationService } from './restoration.service.js';

@AdminController('', 'Audit log')
export class RestorationController {
  constructor(private readonly restorations: RestorationService) {}

  @Post('users/:id/restoration')
  @HttpCode(200)
  @RequirePermission('users:write')
  @ApiOperation({
    operationId: 'restoreUser',
    summary: 'Bring a user back to how they were',
    description:
      'Attributes, state and roles, as far as the caller may give them; needs `audit:read` too. Not restored: passwords and ' +
      'sign-ins, and what others have of the user, such as memberships.',
  })
  @ApiOkResponse({ type: RestorationDto })
  @ApiProblem(400, 'There is no such entry, it is not kept any more, or the user was not there yet')
  @ApiProblem(404, 'There is no such user')
  @ApiProblem(
    409,
    'The userName is taken, the user was deleted, or the history since was erased or is too long',
  )
  @ApiProblem(412, 'Somebody else has changed the user at the same moment')
  restoreUser(
    @Caller() caller: Principal,
    @Param('id') id: string,
    @Body() request: RestorationRequestDto,
  ): Promise<RestorationDto> {
    return this.restorations.restoreUser(caller, id, request);
  }

  @Post('groups/:id/restoration')
  @HttpCode(200)
  @RequirePermission('groups:write')
  @ApiOperation({
    operationId: 'restoreGroup',
    summary: 'Bring a group back to how it was',
    description: 'Attributes, icon and members, as far as these still exist; needs `audit:read` too.',
  })
  @ApiOkResponse({ type: RestorationDto })
  @ApiProblem(400, 'There is no such entry, it is not kept any more, or the group was not there yet')
  @ApiProblem(404, 'There is no such group')
  @ApiProblem(
    409,
    'The displayName is taken, the group was deleted, or the history since was erased or is too long',
  )
  @ApiProblem(412, 'Somebody else has changed the group at the same moment')
  restoreGroup(
    @Caller() caller: Principal,
    @Param('id') id: string,
    @Body() request: RestorationRequestDto,
  ): Promise<RestorationDto> {
    return this.restorations.restoreGroup(caller, id, request);
  }
}
