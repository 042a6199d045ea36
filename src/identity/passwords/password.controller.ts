import { Body, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import {
  AdminController,
  ApiProblem,
  Caller,
  Public,
  RequirePermission,
  SignedIn,
} from '../admin-controller.js';
import { BrowserSession } from '../browser-session.js';
import type { Principal } from '../principal.js';
import { NewSessionDto } from '../session.dto.js';
import { PasswordChangeDto, PasswordLinkDto, PasswordResetDto } from './password.dto.js';
import { PasswordService } from './password.service.js';

@AdminController('', 'Passwords')
export class PasswordController {
  constructor(
    private readonly passwords: PasswordService,
    private readonly browser: BrowserSession,
  ) {}

  @Post('session/password')
  @HttpCode(200)
  @SignedIn()
  @ApiOperation({
    operationId: 'changePassword',
    summary: 'Change your password',
    description: 'Ends all of your sessions and begins a new one.',
  })
  @ApiOkResponse({ type: NewSessionDto })
  @ApiProblem(400, 'A field breaks a rule, or the present password is wrong')
  @ApiProblem(409, 'The account signs in by single sign-on')
  @ApiProblem(429, 'Too many attempts: `Retry-After` says when to try again')
  async change(
    @Caller() caller: Principal,
    @Body() { currentPassword, newPassword }: PasswordChangeDto,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<NewSessionDto> {
    const session = await this.passwords.change(caller, currentPassword, newPassword);
    return this.browser.begin(request, response, session);
  }

  @Post('session/password-reset')
  @HttpCode(204)
  @Public()
  @ApiOperation({ operationId: 'resetPassword', summary: 'Set a password by a one-time link' })
  @ApiNoContentResponse()
  @ApiProblem(400, 'A field breaks a rule')
  @ApiProblem(403, 'The link is not in force')
  @ApiProblem(409, 'The account signs in by single sign-on')
  reset(@Body() { token, password }: PasswordResetDto): Promise<void> {
    return this.passwords.reset(token, password);
  }

  @Post('users/:id/password-link')
  @RequirePermission('users:write')
  @ApiOperation({
    operationId: 'issuePasswordLink',
    summary: 'A one-time link by which the user sets a password',
    description: 'In force for 24 hours; earlier links of the user are void.',
  })
  @ApiCreatedResponse({ type: PasswordLinkDto })
  @ApiProblem(404, 'There is no such user')
  @ApiProblem(409, 'The user is not active, or signs in by single sign-on')
  async issueLink(@Caller() caller: Principal, @Param('id') id: string): Promise<PasswordLinkDto> {
    const { url, expiresAt } = await this.passwords.issueLink(caller, id);
    return { url, expiresAt: new Date(expiresAt).toISOString() };
  }
}
