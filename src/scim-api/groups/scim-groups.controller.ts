import {
  All,
  Body,
  Controller,
  Delete,
  Get,
  Param,
  Patch,
  Post,
  Put,
  Req,
  Res,
  UseGuards,
} from '@nestjs/common';
import { ApiExcludeEndpoint } from '@nestjs/swagger';
import type { Response } from 'express';
import type { JsonValue } from '../../scim/index.js';
import { send } from '../protocol/answer.js';
import { methodNotAllowed } from '../protocol/method-not-allowed.js';
import { ScimBearerGuard } from '../protocol/scim-bearer.guard.js';
import { ScimId, ScimOperation } from '../protocol/scim-operation.decorator.js';
import type { ScimRequest } from '../protocol/scim-request.js';
import { ScimGroupsService } from './scim-groups.service.js';

@Controller('scim/v2/Groups')
@UseGuards(ScimBearerGuard)
export class ScimGroupsController {
  constructor(private readonly groups: ScimGroupsService) {}

  @Post()
  @ScimOperation({
    id: 'createScimGroup',
    summary: 'Create a group',
    body: 'ScimGroup',
    answers: { 201: 'ScimGroup' },
    errors: [409],
    query: 'projection',
  })
  create(@Req() request: ScimRequest, @Res() response: Response, @Body() body: JsonValue): Promise<void> {
    return send(request, response, this.groups.create(request, body));
  }

  @Get()
  @ScimOperation({
    id: 'listScimGroups',
    summary: 'Find groups',
    answers: { 200: 'ScimGroupList' },
    query: 'list',
  })
  list(@Req() request: ScimRequest, @Res() response: Response): Promise<void> {
    return send(request, response, this.groups.list(request));
  }

  @Post('.search')
  @ScimOperation({
    id: 'searchScimGroups',
    summary: 'Find groups by a body instead of a query',
    body: 'ScimSearchRequest',
    answers: { 200: 'ScimGroupList' },
  })
  search(@Req() request: ScimRequest, @Res() response: Response, @Body() body: JsonValue): Promise<void> {
    return send(request, response, this.groups.search(request, body));
  }

  /** Before `:id`, which it would be taken for. */
  @ApiExcludeEndpoint()
  @All('.search')
  searchMethods(@Req() request: ScimRequest): never {
    return methodNotAllowed(request, 'POST');
  }

  @Get(':id')
  @ScimId()
  @ScimOperation({
    id: 'retrieveScimGroup',
    summary: 'One group',
    answers: { 200: 'ScimGroup', 304: null },
    errors: [404],
    query: 'projection',
    condition: 'If-None-Match',
  })
  retrieve(@Req() request: ScimRequest, @Res() response: Response, @Param('id') id: string): Promise<void> {
    return send(request, response, this.groups.retrieve(request, id));
  }

  @Put(':id')
  @ScimId()
  @ScimOperation({
    id: 'replaceScimGroup',
    summary: 'Replace a group',
    body: 'ScimGroup',
    answers: { 200: 'ScimGroup' },
    errors: [404, 409, 412],
    query: 'projection',
    condition: 'If-Match',
  })
  replace(
    @Req() request: ScimRequest,
    @Res() response: Response,
    @Param('id') id: string,
    @Body() body: JsonValue,
  ): Promise<void> {
    return send(request, response, this.groups.replace(request, id, body));
  }

  @Patch(':id')
  @ScimId()
  @ScimOperation({
    id: 'modifyScimGroup',
    summary: 'Change a group, all operations or none',
    body: 'ScimPatchOp',
    answers: { 200: 'ScimGroup', 204: null },
    errors: [404, 409, 412],
    query: 'projection',
    condition: 'If-Match',
  })
  modify(
    @Req() request: ScimRequest,
    @Res() response: Response,
    @Param('id') id: string,
    @Body() body: JsonValue,
  ): Promise<void> {
    return send(request, response, this.groups.modify(request, id, body));
  }

  @Delete(':id')
  @ScimId()
  @ScimOperation({
    id: 'deleteScimGroup',
    summary: 'Delete a group',
    answers: { 204: null },
    errors: [404, 412],
    condition: 'If-Match',
  })
  delete(@Req() request: ScimRequest, @Res() response: Response, @Param('id') id: string): Promise<void> {
    return send(request, response, this.groups.delete(request, id));
  }

  @ApiExcludeEndpoint()
  @All()
  collectionMethods(@Req() request: ScimRequest): never {
    return methodNotAllowed(request, 'GET', 'POST');
  }

  @ApiExcludeEndpoint()
  @All(':id')
  resourceMethods(@Req() request: ScimRequest): never {
    return methodNotAllowed(request, 'GET', 'PUT', 'PATCH', 'DELETE');
  }
}
