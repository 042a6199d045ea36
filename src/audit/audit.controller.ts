import { Get, Query, Res } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiOperation, ApiProduces } from '@nestjs/swagger';
import type { Response } from 'express';
import { streamText } from '../http/stream-text.js';
import { AdminController, ApiProblem, RequirePermission } from '../identity/admin-controller.js';
import { AuditEventListDto, AuditExportQueryDto, AuditQueryDto } from './audit-event.dto.js';
import { describeVerification, VERIFICATION_PARTS, VerificationDto } from './verification.dto.js';
import { AuditService } from './audit.service.js';

@AdminController('audit-events', 'Audit log')
export class AuditController {
  constructor(private readonly audit: AuditService) {}

  @Get()
  @RequirePermission('audit:read')
  @ApiOperation({ operationId: 'listAuditEvents', summary: 'Who did what to whom, newest first' })
  @ApiOkResponse({ type: AuditEventListDto })
  @ApiProblem(400, 'A parameter breaks a rule')
  list(@Query() query: AuditQueryDto): Promise<AuditEventListDto> {
    return this.audit.list(query);
  }

  @Get('export')
  @RequirePermission('audit:read')
  @ApiOperation({
    operationId: 'exportAuditEvents',
    summary: 'The history as a file, newest first',
    description:
      'Streamed, at any length; with the filters of the list. That it was exported is an entry itself.',
  })
  @ApiProduces('application/jsonl', 'text/csv')
  @ApiOkResponse({ schema: { type: 'string' } })
  @ApiProblem(400, 'A parameter breaks a rule')
  async export(@Query() query: AuditExportQueryDto, @Res() response: Response): Promise<void> {
    const lines = await this.audit.export(query);
    response.set('Content-Disposition', `attachment; filename="audit-events.${query.format}"`);
    response.type(query.format === 'csv' ? 'text/csv; charset=utf-8' : 'application/jsonl');
    await streamText(response, lines);
  }

  @Get('verification')
  @RequirePermission('audit:read')
  @ApiExtraModels(...VERIFICATION_PARTS)
  @ApiOperation({
    operationId: 'verifyAuditEvents',
    summary: 'Prove that the history is as it was written',
    description: 'Walks the whole hash chain; names the first entry that is not as it was.',
  })
  @ApiOkResponse({ type: VerificationDto })
  async verify(): Promise<VerificationDto> {
    return describeVerification(await this.audit.verify());
  }
}
