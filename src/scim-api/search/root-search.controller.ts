import { All, Body, Controller, Post, Req, Res, UseGuards } from '@nestjs/common';
import type { Response } from 'express';
import { GROUP, parseSearchRequest, USER, type JsonValue } from '../../scim/index.js';
import { send } from '../protocol/answer.js';
import { ListPresenter } from '../protocol/list-presenter.js';
import { methodNotAllowed } from '../protocol/method-not-allowed.js';
import { ScimBearerGuard } from '../protocol/scim-bearer.guard.js';
import type { ScimRequest } from '../protocol/scim-request.js';

/** Searches all resource types at once, RFC 7644 §3.4.3. */
@Controller('scim/v2/.search')
@UseGuards(ScimBearerGuard)
export class RootSearchController {
  constructor(private readonly lists: ListPresenter) {}

  @Post()
  search(@Req() request: ScimRequest, @Res() response: Response, @Body() body: JsonValue): Promise<void> {
    return send(request, response, this.lists.list(request, parseSearchRequest(body), [USER, GROUP]));
  }

  @All()
  otherMethods(@Req() request: ScimRequest): never {
    return methodNotAllowed(request, 'POST');
  }
}
