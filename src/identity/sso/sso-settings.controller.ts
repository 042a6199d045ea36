import { Body, Delete, Get, HttpCode, Post, Put, Res } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { Response } from 'express';
import { Configuration } from '../../config/configuration.js';
import { currentPublicUrl } from '../../operations/public-url.js';
import { AdminController, ApiProblem, Caller, RequirePermission } from '../admin-controller.js';
import type { Principal } from '../principal.js';
import { SsoCookie } from './sso-cookie.js';
import { describeSettings, SsoSettingsChangesDto, SsoSettingsDto, SsoTestDto } from './sso-settings.dto.js';
import { SsoSettingsService } from './sso-settings.service.js';
import { CALLBACK_PATH, SsoService } from './sso.service.js';

@AdminController('settings/sso', 'Single sign-on')
export class SsoSettingsController {
  constructor(
    private readonly settings: SsoSettingsService,
    private readonly sso: SsoService,
    private readonly cookie: SsoCookie,
    private readonly configuration: Configuration,
  ) {}

  @Get()
  @RequirePermission('settings:read')
  @ApiOperation({ operationId: 'retrieveSsoSettings', summary: "The tenant's OpenID provider" })
  @ApiOkResponse({ type: SsoSettingsDto })
  @ApiProblem(404, 'There is none')
  async retrieve(): Promise<SsoSettingsDto> {
    return describeSettings(await this.settings.retrieve(), this.redirectUri);
  }

  @Put()
  @RequirePermission('settings:write')
  @ApiOperation({
    operationId: 'replaceSsoSettings',
    summary: "Set the tenant's OpenID provider",
    description: 'Administrators only. The discovery document is read and its issuer compared.',
  })
  @ApiOkResponse({ type: SsoSettingsDto })
  @ApiProblem(400, 'A field breaks a rule, or the provider cannot be discovered')
  @ApiProblem(409, 'Single sign-on is enforced: another provider would have to be tested first')
  async replace(
    @Caller() caller: Principal,
    @Body() changes: SsoSettingsChangesDto,
  ): Promise<SsoSettingsDto> {
    return describeSettings(await this.settings.replace(caller, changes), this.redirectUri);
  }

  @Delete()
  @HttpCode(204)
  @RequirePermission('settings:write')
  @ApiOperation({ operationId: 'deleteSsoSettings', summary: 'End single sign-on' })
  @ApiNoContentResponse()
  @ApiProblem(404, 'There is none')
  @ApiProblem(409, 'Single sign-on is enforced')
  delete(@Caller() caller: Principal): Promise<void> {
    return this.settings.delete(caller);
  }

  @Post('test')
  @HttpCode(200)
  @RequirePermission('settings:write')
  @ApiOperation({
    operationId: 'beginSsoTest',
    summary: 'Begin a test sign-in',
    description: 'Whoever asks opens the address in the same browser and must come back as themselves.',
  })
  @ApiOkResponse({ type: SsoTestDto })
  @ApiProblem(404, 'Single sign-on is not set up')
  @ApiProblem(409, 'The provider cannot be reached')
  async test(
    @Caller() caller: Principal,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SsoTestDto> {
    const { url, browserKey } = await this.sso.beginTest(caller);
    this.cookie.write(response, browserKey);
    return { url };
  }

  private get redirectUri(): string {
    return currentPublicUrl(this.configuration) + CALLBACK_PATH;
  }
}
