import { All, Controller, Get, Param, Req, Res, UseGuards } from '@nestjs/common';
import { ApiExcludeEndpoint } from '@nestjs/swagger';
import type { Response } from 'express';
import { send } from '../protocol/answer.js';
import { Discovery } from '../protocol/discovery.decorator.js';
import type { QueryParameters } from '../protocol/list-query.js';
import { methodNotAllowed } from '../protocol/method-not-allowed.js';
import { ScimBearerGuard } from '../protocol/scim-bearer.guard.js';
import { ScimId, ScimOperation } from '../protocol/scim-operation.decorator.js';
import type { ScimRequest } from '../protocol/scim-request.js';
import { DiscoveryService } from './discovery.service.js';

/** RFC 7644 §4. */
@Controller('scim/v2')
@UseGuards(ScimBearerGuard)
@Discovery()
export class DiscoveryController {
  constructor(private readonly discovery: DiscoveryService) {}

  @Get('ServiceProviderConfig')
  @ScimOperation({
    id: 'retrieveScimServiceProviderConfig',
    summary: 'What the service provider can do',
    answers: { 200: 'ScimServiceProviderConfig' },
  })
  serviceProviderConfig(@Req() request: ScimRequest, @Res() response: Response): Promise<void> {
    return send(request, response, this.discovery.serviceProviderConfig());
  }

  @Get('ResourceTypes')
  @ScimOperation({
    id: 'listScimResourceTypes',
    summary: 'All resource types',
    answers: { 200: 'ScimResourceTypeList' },
  })
  resourceTypes(@Req() request: ScimRequest, @Res() response: Response): Promise<void> {
    return send(request, response, this.discovery.resourceTypes(request.query as QueryParameters));
  }

  @Get('ResourceTypes/:id')
  @ScimId()
  @ScimOperation({
    id: 'retrieveScimResourceType',
    summary: 'One resource type',
    answers: { 200: 'ScimResourceType' },
    errors: [404],
  })
  resourceType(
    @Req() request: ScimRequest,
    @Res() response: Response,
    @Param('id') id: string,
  ): Promise<void> {
    return send(request, response, this.discovery.resourceType(id));
  }

  @Get('Schemas')
  @ScimOperation({
    id: 'listScimSchemas',
    summary: 'All schemas',
    answers: { 200: 'ScimSchemaList' },
  })
  schemas(@Req() request: ScimRequest, @Res() response: Response): Promise<void> {
    return send(request, response, this.discovery.schemas(request.query as QueryParameters));
  }

  @Get('Schemas/:id')
  @ScimId()
  @ScimOperation({
    id: 'retrieveScimSchema',
    summary: 'One schema by its URN',
    answers: { 200: 'ScimSchema' },
    errors: [404],
  })
  schema(@Req() request: ScimRequest, @Res() response: Response, @Param('id') id: string): Promise<void> {
    return send(request, response, this.discovery.schema(id));
  }

  @ApiExcludeEndpoint()
  @All(['ServiceProviderConfig', 'ResourceTypes', 'ResourceTypes/:id', 'Schemas', 'Schemas/:id'])
  otherMethods(@Req() request: ScimRequest): never {
    return methodNotAllowed(request, 'GET');
  }
}
