import { All, Controller, Get, Param, Req, Res, UseGuards } from '@nestjs/common';
import type { Response } from 'express';
import { send } from '../protocol/answer.js';
import { Discovery } from '../protocol/discovery.decorator.js';
import type { QueryParameters } from '../protocol/list-query.js';
import { methodNotAllowed } from '../protocol/method-not-allowed.js';
import { ScimBearerGuard } from '../protocol/scim-bearer.guard.js';
import type { ScimRequest } from '../protocol/scim-request.js';
import { DiscoveryService } from './discovery.service.js';

/** RFC 7644 §4. */
@Controller('scim/v2')
@UseGuards(ScimBearerGuard)
@Discovery()
export class DiscoveryController {
  constructor(private readonly discovery: DiscoveryService) {}

  @Get('ServiceProviderConfig')
  serviceProviderConfig(@Req() request: ScimRequest, @Res() response: Response): Promise<void> {
    return send(request, response, this.discovery.serviceProviderConfig());
  }

  @Get('ResourceTypes')
  resourceTypes(@Req() request: ScimRequest, @Res() response: Response): Promise<void> {
    return send(request, response, this.discovery.resourceTypes(request.query as QueryParameters));
  }

  @Get('ResourceTypes/:id')
  resourceType(
    @Req() request: ScimRequest,
    @Res() response: Response,
    @Param('id') id: string,
  ): Promise<void> {
    return send(request, response, this.discovery.resourceType(id));
  }

  @Get('Schemas')
  schemas(@Req() request: ScimRequest, @Res() response: Response): Promise<void> {
    return send(request, response, this.discovery.schemas(request.query as QueryParameters));
  }

  @Get('Schemas/:id')
  schema(@Req() request: ScimRequest, @Res() response: Response, @Param('id') id: string): Promise<void> {
    return send(request, response, this.discovery.schema(id));
  }

  @All(['ServiceProviderConfig', 'ResourceTypes', 'ResourceTypes/:id', 'Schemas', 'Schemas/:id'])
  otherMethods(@Req() request: ScimRequest): never {
    return methodNotAllowed(request, 'GET');
  }
}
