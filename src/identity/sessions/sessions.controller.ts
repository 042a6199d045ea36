import { Delete, Get, HttpCode, Param } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { AdminController, ApiProblem, Caller, RequirePermission, SignedIn } from '../admin-controller.js';
import type { Principal, SignedInPrincipal } from '../principal.js';
import { describeSessions, SessionListDto } from './session-list.dto.js';
import { SessionListService } from './session-list.service.js';

@AdminController('', 'Session')
export class SessionsController {
  constructor(private readonly sessions: SessionListService) {}

  @Get('sessions')
  @SignedIn()
  @ApiOperation({ operationId: 'listOwnSessions', summary: 'Where you are signed in, newest first' })
  @ApiOkResponse({ type: SessionListDto })
  async listOwn(@Caller() caller: SignedInPrincipal): Promise<SessionListDto> {
    return describeSessions(await this.sessions.list(caller.userId), caller.session.id);
  }

  @Delete('sessions')
  @HttpCode(204)
  @SignedIn()
  @ApiOperation({ operationId: 'endOtherSessions', summary: 'Sign out everywhere else' })
  @ApiNoContentResponse()
  deleteOthers(@Caller() caller: SignedInPrincipal): Promise<void> {
    return this.sessions.deleteOthers(caller);
  }

  @Delete('sessions/:id')
  @HttpCode(204)
  @SignedIn()
  @ApiOperation({ operationId: 'endOwnSession', summary: 'End one of your sessions' })
  @ApiNoContentResponse()
  @ApiProblem(404, 'You have no such session')
  delete(@Caller() caller: Principal, @Param('id') id: string): Promise<void> {
    return this.sessions.delete(caller, id);
  }

  @Get('users/:id/sessions')
  @RequirePermission('users:read')
  @ApiOperation({ operationId: 'listSessionsOfUser', summary: 'Where a user is signed in, newest first' })
  @ApiOkResponse({ type: SessionListDto })
  @ApiProblem(404, 'There is no such user')
  async listOf(@Caller() caller: Principal, @Param('id') id: string): Promise<SessionListDto> {
    return describeSessions(await this.sessions.listOf(caller, id), caller.session?.id);
  }

  @Delete('users/:id/sessions')
  @HttpCode(204)
  @RequirePermission('users:write')
  @ApiOperation({ operationId: 'endSessionsOfUser', summary: 'Sign a user out everywhere' })
  @ApiNoContentResponse()
  @ApiProblem(404, 'There is no such user')
  deleteOf(@Caller() caller: Principal, @Param('id') id: string): Promise<void> {
    return this.sessions.deleteOf(caller, id);
  }
}
