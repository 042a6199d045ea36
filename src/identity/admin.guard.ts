import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { ProblemError } from '../admin-api/problem.js';
import { Configuration } from '../config/configuration.js';
import { currentContext, type Actor } from '../operations/request-context.js';
import { ForbiddenError, UnauthorizedError } from '../scim/index.js';
import { ACCESS, SCOPED, type Access } from './access-metadata.js';
import { AccessTokenAuthentication } from './access-tokens/access-token-authentication.js';
import { actsAs } from './current-caller.js';
import type { Principal } from './principal.js';
import { isFromHere, isSafe } from './same-origin.js';
import { SessionCookie } from './session-cookie.js';
import { SessionService } from './session.service.js';

/** A request of the admin API; the guard finds out whose it is. */
export interface AdminRequest extends Request {
  principal?: Principal;
}

const CHALLENGE = 'Bearer realm="Rollcall"';
const INVALID_TOKEN = `${CHALLENGE}, error="invalid_token"`;
const BEARER = /^Bearer +(\S+)$/i;

/**
 * Lets in who may call a route: by an access token or the session's as a bearer, or by the session's cookie. A browser adds the cookie to
 * requests of any site, so a change that comes with it must come from our own pages.
 */
@Injectable()
export class AdminGuard implements CanActivate {
  private readonly publicUrl: string;

  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: SessionService,
    private readonly accessTokens: AccessTokenAuthentication,
    private readonly cookie: SessionCookie,
    configuration: Configuration,
  ) {
    this.publicUrl = configuration.publicUrl;
  }

  /** @throws UnauthorizedError, ForbiddenError, ProblemError `cross_site` */
  async canActivate(execution: ExecutionContext): Promise<boolean> {
    const request = execution.switchToHttp().getRequest<AdminRequest>();
    const access = this.reflector.get<Access | undefined>(ACCESS, execution.getHandler());
    if (access === undefined)
      throw new ForbiddenError('This route is closed: it does not say who may call it');
    if (access === 'public') {
      this.assertNotCrossSite(request, { credentials: 'none' });
      return true;
    }
    const principal = await this.authenticate(request);
    if (access === 'signed-in') {
      if (principal.session) return true;
      throw new ForbiddenError('This is for people who are signed in, not for programs');
    }
    if (!principal.permissions.includes(access.permission)) {
      throw new ForbiddenError(`This needs the permission ${access.permission}`);
    }
    const isScoped = this.reflector.get<boolean | undefined>(SCOPED, execution.getHandler()) === true;
    if (isScoped || !principal.accessToken?.scope) return true;
    throw new ForbiddenError('This shows more than those whom the access token may see');
  }

  private async authenticate(request: AdminRequest): Promise<Principal> {
    const bearer = BEARER.exec(request.headers.authorization ?? '')?.[1];
    const token = bearer ?? this.cookie.read(request);
    if (token === undefined) throw new UnauthorizedError('Sign in first', CHALLENGE);
    if (bearer === undefined) this.assertNotCrossSite(request, { credentials: 'cookie' });
    // A program has no browser: its token is taken as a bearer alone.
    const program = bearer === undefined ? undefined : await this.accessTokens.find(bearer);
    const found = program ?? (await this.sessions.find(token));
    if (!found)
      throw new UnauthorizedError('The session has ended, or the access token is not valid', INVALID_TOKEN);
    const { principal, tenantId, publicUrl } = found;
    const context = currentContext();
    context.tenantId = tenantId;
    context.publicUrl = publicUrl;
    context.actor = actorOf(principal);
    context.scope = principal.accessToken?.scope ?? undefined;
    request.principal = principal;
    actsAs(principal);
    return principal;
  }

  private assertNotCrossSite(request: Request, options: { credentials: 'cookie' | 'none' }): void {
    if (isSafe(request) || isFromHere(request, this.publicUrl, options)) return;
    throw new ProblemError(
      403,
      'cross_site',
      'Changes are taken from our own pages only; programs use a bearer token',
    );
  }
}

function actorOf({ userId, display, accessToken }: Principal): Actor {
  if (!accessToken) return { type: 'user', id: userId, display };
  return { type: 'token', id: accessToken.id, userId, display: `${display} (${accessToken.name})` };
}
