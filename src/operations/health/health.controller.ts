import { Controller, Get, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { HealthChecks } from './health-checks.js';

const READINESS_SCHEMA = {
  type: 'object',
  required: ['status', 'checks'],
  properties: {
    status: { type: 'string', enum: ['ready', 'not_ready'] },
    checks: { type: 'object', additionalProperties: { type: 'string', enum: ['ok', 'failed'] } },
  },
  example: { status: 'ready', checks: { database: 'ok', migrations: 'ok', shutdown: 'ok' } },
};

const LIVENESS_SCHEMA = {
  type: 'object',
  required: ['status'],
  properties: { status: { type: 'string', enum: ['live'] } },
};

/** For probes; public, and tells states alone. */
@ApiTags('Operations')
@Controller('health')
export class HealthController {
  constructor(private readonly checks: HealthChecks) {}

  @Get('live')
  @ApiOperation({ operationId: 'live', summary: 'Whether the process answers at all' })
  @ApiOkResponse({ description: 'It does', schema: LIVENESS_SCHEMA })
  live(@Res() response: Response): void {
    response.set('Cache-Control', 'no-store').json({ status: 'live' });
  }

  @Get('ready')
  @ApiOperation({ operationId: 'ready', summary: 'Whether it can be sent requests' })
  @ApiOkResponse({ description: 'All checks passed', schema: READINESS_SCHEMA })
  @ApiServiceUnavailableResponse({
    description: 'A check failed; the answer names it',
    schema: READINESS_SCHEMA,
  })
  async ready(@Res() response: Response): Promise<void> {
    const { ready, checks } = await this.checks.run();
    response
      .status(ready ? 200 : 503)
      .set('Cache-Control', 'no-store')
      .json({ status: ready ? 'ready' : 'not_ready', checks });
  }
}
