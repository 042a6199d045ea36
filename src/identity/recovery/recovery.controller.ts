import { Body, Post, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiProperty } from '@nestjs/swagger';
import { IsString, MaxLength } from 'class-validator';
import type { Request, Response } from 'express';
import { AdminController, ApiProblem, Public } from '../admin-controller.js';
import { BrowserSession } from '../browser-session.js';
import { NewSessionDto } from '../session.dto.js';
import { RecoveryService } from './recovery.service.js';

class RecoveryDto {
  @ApiProperty({ description: 'From the link that `rollcall admin recover` has printed, after `token=`.' })
  @IsString()
  @MaxLength(256)
  token: string;
}

@AdminController('session/recovery', 'Session')
export class RecoveryController {
  constructor(
    private readonly recovery: RecoveryService,
    private readonly browser: BrowserSession,
  ) {}

  @Post()
  @Public()
  @ApiOperation({
    operationId: 'recover',
    summary: 'Sign an administrator in by a one-time link of the host',
  })
  @ApiCreatedResponse({ type: NewSessionDto })
  @ApiProblem(400, 'The input breaks a rule')
  @ApiProblem(403, 'The link is not in force')
  async create(
    @Body() { token }: RecoveryDto,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<NewSessionDto> {
    return this.browser.begin(request, response, await this.recovery.signIn(token));
  }
}
