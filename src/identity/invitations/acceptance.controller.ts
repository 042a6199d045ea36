import { Body, Post, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiProperty } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { NULLABLE_STRING } from '../../admin-api/nullable.js';
import { AdminController, ApiProblem, Public } from '../admin-controller.js';
import { BrowserSession } from '../browser-session.js';
import { PasswordResetDto } from '../passwords/password.dto.js';
import { Acceptance } from './acceptance.service.js';

class AcceptedInvitationDto {
  @ApiProperty({ example: 'Acme Wiki' })
  productName: string;

  @ApiProperty({ ...NULLABLE_STRING, example: 'https://wiki.example.com', description: 'Where to go now.' })
  applicationUrl: string | null;
}

@AdminController('session/invitation', 'Invitations')
export class AcceptanceController {
  constructor(
    private readonly acceptance: Acceptance,
    private readonly browser: BrowserSession,
  ) {}

  @Post()
  @Public()
  @ApiOperation({
    operationId: 'acceptInvitation',
    summary: 'Set a password by the link of an invitation, and sign in',
    description: 'The session is in the cookie.',
  })
  @ApiCreatedResponse({ type: AcceptedInvitationDto })
  @ApiProblem(400, 'A field breaks a rule')
  @ApiProblem(403, 'The link is not in force, for whatever reason')
  async accept(
    @Body() { token, password }: PasswordResetDto,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<AcceptedInvitationDto> {
    const { session, ...accepted } = await this.acceptance.accept(token, password);
    await this.browser.begin(request, response, session);
    return accepted;
  }
}
