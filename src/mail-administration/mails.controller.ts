import { Body, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { AdminController, ApiProblem, RequirePermission } from '../identity/admin-controller.js';
import { MailStatus } from '../mail/mail-status.js';
import {
  describeMail,
  MailDto,
  MailListDto,
  MailQueryDto,
  MailStatusDto,
  TestMailDto,
  TestMailResultDto,
} from './mail.dto.js';
import { MailAdministration } from './mail-administration.service.js';

@AdminController('mails', 'Mails')
export class MailsController {
  constructor(
    private readonly mails: MailAdministration,
    private readonly mailStatus: MailStatus,
  ) {}

  @Get()
  @RequirePermission('settings:read')
  @ApiOperation({
    operationId: 'listMails',
    summary: 'Mails and what became of them, newest first',
    description: 'For 90 days after their end, without what they say.',
  })
  @ApiOkResponse({ type: MailListDto })
  @ApiProblem(400, 'A parameter breaks a rule')
  async list(@Query() query: MailQueryDto): Promise<MailListDto> {
    const { items, ...rest } = await this.mails.list(query);
    return { items: items.map(describeMail), ...rest };
  }

  @Get('status')
  @RequirePermission('settings:read')
  @ApiOperation({ operationId: 'retrieveMailStatus', summary: 'Whether mails leave' })
  @ApiOkResponse({ type: MailStatusDto })
  status(): Promise<MailStatusDto> {
    return this.mailStatus.retrieve();
  }

  @Post('test')
  @HttpCode(200)
  @RequirePermission('settings:write')
  @ApiOperation({
    operationId: 'sendTestMail',
    summary: 'Send a mail at once, and hear what the mail server answers',
    description: 'Waits at most 15 seconds.',
  })
  @ApiOkResponse({ type: TestMailResultDto })
  @ApiProblem(400, 'The address is none')
  test(@Body() { to }: TestMailDto): Promise<TestMailResultDto> {
    return this.mails.test(to);
  }

  @Get(':id')
  @RequirePermission('settings:read')
  @ApiOperation({ operationId: 'retrieveMail', summary: 'What became of a mail' })
  @ApiOkResponse({ type: MailDto })
  @ApiProblem(404, 'There is no such mail')
  async retrieve(@Param('id') id: string): Promise<MailDto> {
    return describeMail(await this.mails.retrieve(id));
  }

  @Post(':id/resend')
  @HttpCode(200)
  @RequirePermission('settings:write')
  @ApiOperation({
    operationId: 'resendMail',
    summary: 'Try to send a mail again that has bounced or failed',
    description: 'For three days, as if it had just been written.',
  })
  @ApiOkResponse({ type: MailDto })
  @ApiProblem(404, 'There is no such mail')
  @ApiProblem(409, 'It is sent, or still to be sent')
  async resend(@Param('id') id: string): Promise<MailDto> {
    return describeMail(await this.mails.resend(id));
  }

  @Delete(':id')
  @HttpCode(204)
  @RequirePermission('settings:write')
  @ApiOperation({ operationId: 'discardMail', summary: 'Discard a mail that has bounced or failed' })
  @ApiNoContentResponse()
  @ApiProblem(404, 'There is no such mail')
  @ApiProblem(409, 'It is sent, or still to be sent')
  discard(@Param('id') id: string): Promise<void> {
    return this.mails.discard(id);
  }
}
