import { Body, Delete, Get, HttpCode, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { AdminController, ApiProblem, Caller, RequirePermission } from '../identity/admin-controller.js';
import type { Principal } from '../identity/principal.js';
import { IssuedSecretDto, IssueSecretDto, ScimSecretDto } from './scim-secret.dto.js';
import { assertMayIssue, TokenService } from './token.service.js';

@AdminController('scim/secret', 'Provisioning')
export class ScimSecretController {
  constructor(private readonly tokens: TokenService) {}

  @Post()
  @RequirePermission('provisioning:create')
  @ApiOperation({
    operationId: 'issueScimSecret',
    summary: 'Issue the SCIM secret',
    description:
      'Shows it this once. The secret before it is void at once, on every replica. It gives no role that whoever has ' +
      'issued it may not give.',
  })
  @ApiCreatedResponse({ type: IssuedSecretDto })
  @ApiProblem(400, 'The administrator is not fit, or the expiry lies in the past')
  async issue(@Caller() caller: Principal, @Body() body: IssueSecretDto): Promise<IssuedSecretDto> {
    assertMayIssue(caller.roles);
    const expiresAt = body.expiresAt ? Date.parse(body.expiresAt) : null;
    return IssuedSecretDto.of(await this.tokens.issue(body.administratorId ?? caller.userId, expiresAt));
  }

  @Get()
  @RequirePermission('provisioning:read')
  @ApiOperation({ operationId: 'retrieveScimSecret', summary: 'The SCIM secret, without itself' })
  @ApiOkResponse({ type: ScimSecretDto })
  @ApiProblem(404, 'There is none')
  async retrieve(): Promise<ScimSecretDto> {
    return ScimSecretDto.of(await this.tokens.retrieve());
  }

  @Delete()
  @HttpCode(204)
  @RequirePermission('provisioning:delete')
  @ApiOperation({ operationId: 'voidScimSecret', summary: 'Void the SCIM secret' })
  @ApiNoContentResponse()
  @ApiProblem(404, 'There is none')
  void(): Promise<void> {
    return this.tokens.void();
  }
}
