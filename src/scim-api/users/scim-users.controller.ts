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
import { ScimUsersService } from './scim-users.service.js';

@Controller('scim/v2/Users')
@UseGuards(ScimBearerGuard)
export class ScimUsersController {
  constructor(private readonly users: ScimUsersService) {}

  @Post()
  create(@Req() request: ScimRequest, @Res() response: Response, @Body() body: JsonValue): Promise<void> {
    return send(request, response, this.users.create(request, body));
  }

  @Get()
  list(@Req() request: ScimRequest, @Res() response: Response): Promise<void> {
    return send(request, response, this.users.list(request));
  }

  @Post('.search')
  search(@Req() request: ScimRequest, @Res() response: Response, @Body() body: JsonValue): Promise<void> {
    return send(request, response, this.users.search(request, parseSearchRequest(body)));
  }

  /** Before `:id`, which it would be taken for. */
  @All('.search')
  searchMethods(@Req() request: ScimRequest): never {
    return methodNotAllowed(request, 'POST');
  }

  @Get(':id')
  retrieve(@Req() request: ScimRequest, @Res() response: Response, @Param('id') id: string): Promise<void> {
    return send(request, response, this.users.retrieve(request, id));
  }

  @Put(':id')
  replace(
    @Req() request: ScimRequest,
    @Res() response: Response,
    @Param('id') id: string,
    @Body() body: JsonValue,
  ): Promise<void> {
    return send(request, response, this.users.replace(request, id, body));
  }

  @Patch(':id')
  modify(
    @Req() request: ScimRequest,
    @Res() response: Response,
    @Param('id') id: string,
    @Body() body: JsonValue,
  ): Promise<void> {
    return send(request, response, this.users.modify(request, id, body));
  }

  @Delete(':id')
  delete(@Req() request: ScimRequest, @Res() response: Response, @Param('id') id: string): Promise<void> {
    return send(request, response, this.users.delete(request, id));
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
