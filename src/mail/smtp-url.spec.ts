import { describe, expect, it } from 'vitest';
import { parseMailbox, parseSmtpUrl } from './smtp-url.js';

describe('SMTP_URL', () => {
  it.each([
    ['smtp://mail.example.com', { host: 'mail.example.com', port: 587, secure: false, tls: 'required' }],
    ['smtps://mail.example.com', { host: 'mail.example.com', port: 465, secure: true, tls: 'required' }],
    ['smtp://10.1.2.3:25/', { host: '10.1.2.3', port: 25, tls: 'required' }],
    ['smtp://localhost:1025', { host: 'localhost', port: 1025, tls: 'opportunistic' }],
    ['smtp://[::1]:25', { host: '::1', tls: 'opportunistic' }],
    ['smtp://127.0.0.1:25?tls=required', { tls: 'required' }],
    ['smtp://mail:1025?tls=never', { host: 'mail', tls: 'never' }],
    ['smtps://mail?tls=unverified', { secure: true, tls: 'unverified' }],
    ['smtp://ada%40example.com:p%3A%2Fss@mail', { user: 'ada@example.com', password: 'p:/ss' }],
  ])('%s is read', (url, expected) => {
    expect(parseSmtpUrl(url)).toMatchObject(expected);
  });

  it.each([
    'mail.example.com',
    'http://mail.example.com',
    'smtp://',
    'smtp://mail/path',
    'smtp://mail?tls=perhaps',
    'smtp://mail?secure=true',
    'smtps://mail?tls=never',
    'smtps://mail?tls=opportunistic',
    'smtp://a:%ff@mail',
  ])('%s is none', (url) => {
    expect(parseSmtpUrl(url)).toBeUndefined();
  });
});

describe('MAIL_FROM', () => {
  it.each([
    ['rollcall@example.com', { address: 'rollcall@example.com' }],
    ['Rollcall <rollcall@example.com>', { name: 'Rollcall', address: 'rollcall@example.com' }],
    ['"Rollcall, IT" <rollcall@example.com>', { name: 'Rollcall, IT', address: 'rollcall@example.com' }],
    ['<rollcall@example.com>', { address: 'rollcall@example.com' }],
  ])('%s is read', (text, expected) => {
    expect(parseMailbox(text)).toEqual(expected);
  });

  it.each(['a <b@c>, d <e@f>', 'a b', '', 'a <b@c'])('%j is none', (text) => {
    expect(parseMailbox(text)).toBeUndefined();
  });
});
