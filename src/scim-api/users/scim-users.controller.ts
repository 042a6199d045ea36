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
import { ScimUsersService } from './scim-users.service.js';

@Controller('scim/v2/Users')
@UseGuards(ScimBearerGuard)
export class ScimUsersController {
  constructor(private readonly users: ScimUsersService) {}

  @Post()
  @ScimOperation({
    id: 'createScimUser',
    summary: 'Create a user',
    body: 'ScimUser',
    answers: { 201: 'ScimUser' },
    errors: [409],
    query: 'projection',
  })
  create(@Req() request: ScimRequest, @Res() response: Response, @Body() body: JsonValue): Promise<void> {
    return send(request, response, this.users.create(request, body));
  }

  @Get()
  @ScimOperation({
    id: 'listScimUsers',
    summary: 'Find users',
    answers: { 200: 'ScimUserList' },
    query: 'list',
  })
  list(@Req() request: ScimRequest, @Res() response: Response): Promise<void> {
    return send(request, response, this.users.list(request));
  }

  @Post('.search')
  @ScimOperation({
    id: 'searchScimUsers',
    summary: 'Find users by a body instead of a query',
    body: 'ScimSearchRequest',
    answers: { 200: 'ScimUserList' },
  })
  search(@Req() request: ScimRequest, @Res() response: Response, @Body() body: JsonValue): Promise<void> {
    return send(request, response, this.users.search(request, body));
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
    id: 'retrieveScimUser',
    summary: 'One user',
    answers: { 200: 'ScimUser', 304: null },
    errors: [404],
    query: 'projection',
    condition: 'If-None-Match',
  })
  retrieve(@Req() request: ScimRequest, @Res() response: Response, @Param('id') id: string): Promise<void> {
    return send(request, response, this.users.retrieve(request, id));
  }

  @Put(':id')
  @ScimId()
  @ScimOperation({
    id: 'replaceScimUser',
    summary: 'Replace a user',
    body: 'ScimUser',
    answers: { 200: 'ScimUser' },
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
    return send(request, response, this.users.replace(request, id, body));
  }

  @Patch(':id')
  @ScimId()
  @ScimOperation({
    id: 'modifyScimUser',
    summary: 'Change a user, all operations or none',
    body: 'ScimPatchOp',
    answers: { 200: 'ScimUser' },
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
    return send(request, response, this.users.modify(request, id, body));
  }

  @Delete(':id')
  @ScimId()
  @ScimOperation({
    id: 'deleteScimUser',
    summary: 'Delete a user',
    answers: { 204: null },
    errors: [404, 412],
    condition: 'If-Match',
  })
  delete(@Req() request: ScimRequest, @Res() response: Response, @Param('id') id: string): Promise<void> {
    return send(request, response, this.users.delete(request, id));
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
