import { Body, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { readDate } from '../../admin-api/date-time.js';
import { PageQueryDto } from '../../admin-api/page-query.dto.js';
import { AdminController, ApiProblem, Caller, RequirePermission } from '../admin-controller.js';
import type { Principal } from '../principal.js';
import {
  AccessTokenDto,
  AccessTokenListDto,
  CreatedAccessTokenDto,
  describeAccessToken,
  NewAccessTokenDto,
} from './access-token.dto.js';
import { AccessTokenService } from './access-token.service.js';

@AdminController('access-tokens', 'Access tokens')
export class AccessTokensController {
  constructor(private readonly tokens: AccessTokenService) {}

  @Get()
  @RequirePermission('access-tokens:read')
  @ApiOperation({ operationId: 'listAccessTokens', summary: 'Access tokens in order of creation' })
  @ApiOkResponse({ type: AccessTokenListDto })
  @ApiProblem(400, 'A parameter breaks a rule')
  async list(@Query() { limit, cursor }: PageQueryDto): Promise<AccessTokenListDto> {
    const { items, ...rest } = await this.tokens.list(limit, cursor);
    return { items: items.map(describeAccessToken), ...rest };
  }

  @Post()
  @RequirePermission('access-tokens:write')
  @ApiOperation({
    operationId: 'createAccessToken',
    summary: 'Create an access token',
    description:
      'It acts for the caller, and for as long as they may do it themselves. Programs create none.',
  })
  @ApiCreatedResponse({ type: CreatedAccessTokenDto })
  @ApiProblem(400, 'A field breaks a rule')
  async create(@Caller() caller: Principal, @Body() body: NewAccessTokenDto): Promise<CreatedAccessTokenDto> {
    const { name, permissions, expiresAt, groupIds = null, organizationIds = null } = body;
    const expiry = expiresAt ? readDate(expiresAt) : null;
    const given = { name, permissions, groupIds, organizationIds, expiresAt: expiry };
    const { token, stored } = await this.tokens.create(caller, given);
    return Object.assign(describeAccessToken(stored), { token });
  }

  @Get(':id')
  @RequirePermission('access-tokens:read')
  @ApiOperation({ operationId: 'retrieveAccessToken', summary: 'One access token' })
  @ApiOkResponse({ type: AccessTokenDto })
  @ApiProblem(404, 'There is no such access token')
  async retrieve(@Param('id') id: string): Promise<AccessTokenDto> {
    return describeAccessToken(await this.tokens.retrieve(id));
  }

  @Delete(':id')
  @HttpCode(204)
  @RequirePermission('access-tokens:write')
  @ApiOperation({ operationId: 'voidAccessToken', summary: 'Void an access token' })
  @ApiNoContentResponse()
  @ApiProblem(404, 'There is no such access token')
  delete(@Caller() caller: Principal, @Param('id') id: string): Promise<void> {
    return this.tokens.void(caller, id);
  }
}
