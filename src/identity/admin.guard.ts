import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { ProblemError } from '../admin-api/problem.js';
import { Configuration } from '../config/configuration.js';
import { currentContext } from '../operations/request-context.js';
import { ForbiddenError, UnauthorizedError } from '../scim/index.js';
import { ACCESS, type Access } from './access-metadata.js';
import type { Principal } from './principal.js';
import { isFromHere, isSafe } from './same-origin.js';
import { SessionCookie } from './session-cookie.js';
import { SessionService } from './session.service.js';

/** A request of the admin API; the guard finds out whose it is. */
export interface AdminRequest extends Request {
  principal?: Principal;
}

const CHALLENGE = 'Bearer realm="Rollcall"';
const BEARER = /^Bearer +(\S+)$/i;

/**
 * Lets in who may call a route: by the session's token as a bearer, or by its cookie. A browser adds the cookie to
 * requests of any site, so a change that comes with it must come from our own pages.
 */
@Injectable()
export class AdminGuard implements CanActivate {
  private readonly publicUrl: string;

  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: SessionService,
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
    if (access === 'signed-in' || principal.permissions.includes(access.permission)) return true;
    throw new ForbiddenError(`This needs the permission ${access.permission}`);
  }

  private async authenticate(request: AdminRequest): Promise<Principal> {
    const bearer = BEARER.exec(request.headers.authorization ?? '')?.[1];
    const token = bearer ?? this.cookie.read(request);
    if (token === undefined) throw new UnauthorizedError('Sign in first', CHALLENGE);
    if (bearer === undefined) this.assertNotCrossSite(request, { credentials: 'cookie' });
    const found = await this.sessions.find(token);
    if (!found) throw new UnauthorizedError('The session has ended: sign in again', CHALLENGE);
    const { principal, tenantId } = found;
    const context = currentContext();
    context.tenantId = tenantId;
    context.actor = { type: 'user', id: principal.userId, display: principal.display };
    request.principal = principal;
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
