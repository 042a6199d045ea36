import { All, Controller, Get, Req, Res, UseGuards } from '@nestjs/common';
import { ApiExcludeEndpoint } from '@nestjs/swagger';
import type { Response } from 'express';
import { ReadinessService } from '../../readiness/readiness.service.js';
import type { JsonObject } from '../../scim/index.js';
import { send, type Answer } from '../protocol/answer.js';
import { Discovery } from '../protocol/discovery.decorator.js';
import { methodNotAllowed } from '../protocol/method-not-allowed.js';
import { ScimBearerGuard } from '../protocol/scim-bearer.guard.js';
import { ScimOperation } from '../protocol/scim-operation.decorator.js';
import type { ScimRequest } from '../protocol/scim-request.js';

/** Beyond the RFC: what whoever holds the secret can ask before provisioning is switched on. */
@Controller('scim/v2/readiness')
@UseGuards(ScimBearerGuard)
@Discovery()
export class ScimReadinessController {
  constructor(private readonly readiness: ReadinessService) {}

  @Get()
  @ScimOperation({
    id: 'checkScimReadiness',
    summary: 'Whether all is ready for provisioning, and what stands in the way',
    answers: { 200: 'ScimReadiness' },
  })
  check(@Req() request: ScimRequest, @Res() response: Response): Promise<void> {
    return send(request, response, this.answer());
  }

  @ApiExcludeEndpoint()
  @All()
  otherMethods(@Req() request: ScimRequest): never {
    return methodNotAllowed(request, 'GET');
  }

  /** Plain data: what the type of JSON does not say is that its arrays may not be changed. */
  private async answer(): Promise<Answer> {
    return { status: 200, body: (await this.readiness.check()) as unknown as JsonObject };
  }
}
