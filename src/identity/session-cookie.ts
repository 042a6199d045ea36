import { Injectable } from '@nestjs/common';
import type { CookieOptions, Request, Response } from 'express';
import { Configuration } from '../config/configuration.js';

/** The cookie in which browsers keep the session's token: out of reach of scripts, and sent to this host alone. */
@Injectable()
export class SessionCookie {
  readonly name: string;
  private readonly options: CookieOptions;

  constructor({ publicUrl }: Configuration) {
    const secure = publicUrl.startsWith('https:');
    // The prefix makes browsers refuse the cookie from subdomains and over plain http (RFC 6265bis §4.1.3.2).
    this.name = secure ? '__Host-rollcall_session' : 'rollcall_session';
    this.options = { httpOnly: true, sameSite: 'strict', secure, path: '/' };
  }

  read(request: Request): string | undefined {
    return readCookie(request, this.name);
  }

  write(response: Response, token: string, expiresAt: number): void {
    response.cookie(this.name, token, { ...this.options, expires: new Date(expiresAt) });
  }

  clear(response: Response): void {
    response.clearCookie(this.name, this.options);
  }
}

/** RFC 6265 §5.4. */
export function readCookie({ headers }: Request, name: string): string | undefined {
  const prefix = `${name}=`;
  const pair = headers.cookie?.split(';').find((part) => part.trim().startsWith(prefix));
  return pair?.trim().slice(prefix.length);
}
