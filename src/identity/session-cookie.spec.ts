import type { Request } from 'express';
import { describe, expect, it } from 'vitest';
import { Configuration } from '../config/configuration.js';
import { SessionCookie } from './session-cookie.js';

const cookieAt = (publicUrl: string) => new SessionCookie(Object.assign(new Configuration(), { publicUrl }));
const request = (cookie: string | undefined) => ({ headers: { cookie } }) as Request;

describe('the session cookie', () => {
  it('is bound to the host where the server is reached over https', () => {
    expect(cookieAt('https://rollcall.example.com').name).toBe('__Host-rollcall_session');
    expect(cookieAt('http://localhost:3000').name).toBe('rollcall_session');
  });

  it.each<[header: string | undefined, token: string | undefined]>([
    [undefined, undefined],
    ['', undefined],
    ['rollcall_session=abc', 'abc'],
    ['theme=dark; rollcall_session=a-b_c=; x=y', 'a-b_c='],
    ['xrollcall_session=abc', undefined],
    ['rollcall_sessions=abc', undefined],
  ])('is read from %j', (header, token) => {
    expect(cookieAt('http://localhost:3000').read(request(header))).toBe(token);
  });
});
