import { All, Body, Controller, Post, Req, Res, UseGuards } from '@nestjs/common';
import { ApiExcludeEndpoint } from '@nestjs/swagger';
import type { Response } from 'express';
import type { JsonValue } from '../../scim/index.js';
import { send } from '../protocol/answer.js';
import { ListPresenter } from '../protocol/list-presenter.js';
import { methodNotAllowed } from '../protocol/method-not-allowed.js';
import { ScimBearerGuard } from '../protocol/scim-bearer.guard.js';
import { ScimOperation } from '../protocol/scim-operation.decorator.js';
import type { ScimRequest } from '../protocol/scim-request.js';

/** Searches all resource types at once, RFC 7644 §3.4.3. */
@Controller('scim/v2/.search')
@UseGuards(ScimBearerGuard)
export class RootSearchController {
  constructor(private readonly lists: ListPresenter) {}

  @Post()
  @ScimOperation({
    id: 'searchScimResources',
    summary: 'Find users and groups',
    body: 'ScimSearchRequest',
    answers: { 200: 'ScimList' },
  })
  search(@Req() request: ScimRequest, @Res() response: Response, @Body() body: JsonValue): Promise<void> {
    return send(request, response, this.lists.searchAll(request, body));
  }

  @ApiExcludeEndpoint()
  @All()
  otherMethods(@Req() request: ScimRequest): never {
    return methodNotAllowed(request, 'POST');
  }
}
