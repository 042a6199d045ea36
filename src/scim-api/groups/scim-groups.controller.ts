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
import type { Response } from 'express';
import { parseSearchRequest, type JsonValue } from '../../scim/index.js';
import { send } from '../protocol/answer.js';
import { methodNotAllowed } from '../protocol/method-not-allowed.js';
import { ScimBearerGuard } from '../protocol/scim-bearer.guard.js';
import type { ScimRequest } from '../protocol/scim-request.js';
import { ScimGroupsService } from './scim-groups.service.js';

@Controller('scim/v2/Groups')
@UseGuards(ScimBearerGuard)
export class ScimGroupsController {
  constructor(private readonly groups: ScimGroupsService) {}

  @Post()
  create(@Req() request: ScimRequest, @Res() response: Response, @Body() body: JsonValue): Promise<void> {
    return send(request, response, this.groups.create(request, body));
  }

  @Get()
  list(@Req() request: ScimRequest, @Res() response: Response): Promise<void> {
    return send(request, response, this.groups.list(request));
  }

  @Post('.search')
  search(@Req() request: ScimRequest, @Res() response: Response, @Body() body: JsonValue): Promise<void> {
    return send(request, response, this.groups.search(request, parseSearchRequest(body)));
  }

  /** Before `:id`, which it would be taken for. */
  @All('.search')
  searchMethods(@Req() request: ScimRequest): never {
    return methodNotAllowed(request, 'POST');
  }

  @Get(':id')
  retrieve(@Req() request: ScimRequest, @Res() response: Response, @Param('id') id: string): Promise<void> {
    return send(request, response, this.groups.retrieve(request, id));
  }

  @Put(':id')
  replace(
    @Req() request: ScimRequest,
    @Res() response: Response,
    @Param('id') id: string,
    @Body() body: JsonValue,
  ): Promise<void> {
    return send(request, response, this.groups.replace(request, id, body));
  }

  @Patch(':id')
  modify(
    @Req() request: ScimRequest,
    @Res() response: Response,
    @Param('id') id: string,
    @Body() body: JsonValue,
  ): Promise<void> {
    return send(request, response, this.groups.modify(request, id, body));
  }

  @Delete(':id')
  delete(@Req() request: ScimRequest, @Res() response: Response, @Param('id') id: string): Promise<void> {
    return send(request, response, this.groups.delete(request, id));
  }

  @All()
  collectionMethods(@Req() request: ScimRequest): never {
    return methodNotAllowed(request, 'GET', 'POST');
  }

  @All(':id')
  resourceMethods(@Req() request: ScimRequest): never {
    return methodNotAllowed(request, 'GET', 'PUT', 'PATCH', 'DELETE');
  }
}
