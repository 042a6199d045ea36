import { Body, Delete, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { currentContext, currentTenantId } from '../operations/request-context.js';
import { TenantsService } from '../tenants/tenants.service.js';
import { AdminController, ApiProblem, Caller, Public, SignedIn } from './admin-controller.js';
import { BrowserSession } from './browser-session.js';
import type { SignedInPrincipal } from './principal.js';
import { SessionCookie } from './session-cookie.js';
import { CurrentSessionDto, describeSession, NewSessionDto, SignInDto } from './session.dto.js';
import { SessionService } from './session.service.js';
import { SignInOptionsDto } from './sign-in-options.dto.js';
import { SignInOptions } from './sign-in-options.service.js';

@AdminController('session', 'Session')
export class SessionController {
  constructor(
    private readonly sessions: SessionService,
    private readonly tenants: TenantsService,
    private readonly options: SignInOptions,
    private readonly browser: BrowserSession,
    private readonly cookie: SessionCookie,
  ) {}

  @Post()
  @Public()
  @ApiOperation({
    operationId: 'signIn',
    summary: 'Sign in',
    description: 'Sets a cookie for the console and returns a bearer token.',
  })
  @ApiCreatedResponse({ type: NewSessionDto })
  @ApiProblem(400, 'The input breaks a rule')
  @ApiProblem(401, 'E-mail or password is wrong')
  @ApiProblem(403, 'A browser sent this from another site')
  @ApiProblem(429, 'Too many attempts: `Retry-After` says when to try again')
  async create(
    @Body() body: SignInDto,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<NewSessionDto> {
    const { id, publicUrl } = await this.tenants.choose(body.tenant, request.host);
    Object.assign(currentContext(), { tenantId: id, publicUrl });
    return this.browser.begin(request, response, await this.sessions.create(body.email, body.password));
  }

  @Get()
  @SignedIn()
  @ApiOperation({ operationId: 'retrieveSession', summary: 'Who am I' })
  @ApiOkResponse({ type: CurrentSessionDto })
  async retrieve(@Caller() caller: SignedInPrincipal): Promise<CurrentSessionDto> {
    return { ...describeSession(caller), tenant: await this.tenants.nameOf(currentTenantId()) };
  }

  @Get('options')
  @Public()
  @ApiOperation({
    operationId: 'retrieveSignInOptions',
    summary: 'How people sign in at this address',
    description: 'Of the tenant whose own address this is, else of the first. Other tenants are not told of.',
  })
  @ApiOkResponse({ type: SignInOptionsDto })
  describeOptions(@Req() request: Request): Promise<SignInOptionsDto> {
    return this.options.at(request.host);
  }

  @Delete()
  @HttpCode(204)
  @SignedIn()
  @ApiOperation({ operationId: 'signOut', summary: 'Sign out' })
  @ApiNoContentResponse()
  async delete(
    @Caller() caller: SignedInPrincipal,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    await this.sessions.delete(caller);
    this.cookie.clear(response);
  }
}
