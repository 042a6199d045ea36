import { Injectable } from '@nestjs/common';
import type { CookieOptions, Request, Response } from 'express';
import { Configuration } from '../../config/configuration.js';
import { readCookie } from '../session-cookie.js';
import { FLOW_LIFETIME } from './sso.service.js';

/** What binds a sign-in to the browser that has begun it. `Lax`: the provider sends the browser back from its site. */
@Injectable()
export class SsoCookie {
  private readonly name: string;
  private readonly options: CookieOptions;

  constructor({ publicUrl }: Configuration) {
    const secure = publicUrl.startsWith('https:');
    this.name = secure ? '__Host-rollcall_sso' : 'rollcall_sso';
    this.options = { httpOnly: true, sameSite: 'lax', secure, path: '/' };
  }

  read(request: Request): string | undefined {
    return readCookie(request, this.name);
  }

  write(response: Response, browserKey: string): void {
    response.cookie(this.name, browserKey, { ...this.options, maxAge: FLOW_LIFETIME });
  }

  clear(response: Response): void {
    response.clearCookie(this.name, this.options);
  }
}
