import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { SessionCookie } from './session-cookie.js';
import { describeSession, type NewSessionDto } from './session.dto.js';
import { SessionService, type NewSession } from './session.service.js';

/** The end of every way to sign in: the browser gets the new session, and the one that it had is over. */
@Injectable()
export class BrowserSession {
  constructor(
    private readonly sessions: SessionService,
    private readonly cookie: SessionCookie,
  ) {}

  /** By what the browser's present session is known, which lets nobody in; undefined without one. */
  mark(request: Request): string | undefined {
    const token = this.cookie.read(request);
    return token === undefined ? undefined : this.sessions.markOf(token);
  }

  /**
   * @param earlier the mark of the browser's session, where this request comes from another site and does not bear it
   * @returns the session as its holder sees it
   */
  async begin(
    request: Request,
    response: Response,
    { token, principal }: NewSession,
    earlier = this.mark(request),
  ): Promise<NewSessionDto> {
    if (earlier !== undefined) await this.sessions.discard(earlier);
    this.cookie.write(response, token, principal.session.expiresAt);
    return { token, ...describeSession(principal) };
  }
}
