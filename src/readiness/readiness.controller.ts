import { Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { AdminController, RequirePermission } from '../identity/admin-controller.js';
import { ReadinessDto } from './readiness.dto.js';
import { ReadinessService } from './readiness.service.js';

@AdminController('scim/readiness', 'Provisioning')
export class ReadinessController {
  constructor(private readonly readiness: ReadinessService) {}

  @Get()
  @RequirePermission('provisioning:read')
  @ApiOperation({
    operationId: 'checkReadiness',
    summary: 'Whether all is ready for the identity provider, and what stands in the way',
    description: 'Answers of the last ten seconds are given again.',
  })
  @ApiOkResponse({ type: ReadinessDto })
  check(): Promise<ReadinessDto> {
    return this.readiness.check();
  }
}
