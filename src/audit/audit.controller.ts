import { Get, Query } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { AdminController, ApiProblem, RequirePermission } from '../identity/admin-controller.js';
import { AuditEventListDto, AuditQueryDto } from './audit-event.dto.js';
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
