import { Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { AdminController, ApiProblem, RequirePermission } from '../identity/admin-controller.js';
import { AuditEventListDto, AuditQueryDto } from './audit-event.dto.js';
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
}
