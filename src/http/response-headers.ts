import type { NextFunction, Request, Response } from 'express';
import helmet from 'helmet';
import type { Configuration } from '../config/configuration.js';
import { surfaceOf } from './surface.js';

type Middleware = (request: Request, response: Response, next: NextFunction) => void;

type Directives = Readonly<Record<string, readonly string[]>>;

/** Strings from people do not become markup or scripts by any way that the browser has. */
const CONSOLE: Directives = { requireTrustedTypesFor: ["'script'"], trustedTypes: ["'none'"] };
/** What the reader of the APIs' description needs beside: it styles its elements in place. */
const READER: Directives = { styleSrc: ["'self'", "'unsafe-inline'"], imgSrc: ["'self'", 'data:'] };
const IS_READER = /^\/docs(?=[/?]|$)/;

/** What browsers are told to refuse: framing, foreign scripts, guessed types; plain http where https is in use. */
export function securityHeaders({ publicUrl }: Configuration): Middleware {
  const https = publicUrl.startsWith('https:');
  const pages = pageHeaders(https);
  const reader = pageHeaders(https, READER);
  const data = dataHeaders(https);
  return (request, response, next) => {
    if (surfaceOf(request.url) === 'web') {
      (IS_READER.test(request.url) ? reader : pages)(request, response, next);
      return;
    }
    for (const [name, value] of data) response.setHeader(name, value);
    next();
  };
}

function pageHeaders(https: boolean, more = CONSOLE): Middleware {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        ...more,
      },
    },
    strictTransportSecurity: https ? { maxAge: 31_536_000 } : false,
    // Over plain http browsers only complain of it.
    crossOriginOpenerPolicy: https,
    xFrameOptions: { action: 'deny' },
  });
}

/** Of those, what has a meaning where no page is shown; IdPs call many times a second. */
function dataHeaders(https: boolean): [name: string, value: string][] {
  return [
    ['Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'"],
    ['Cross-Origin-Resource-Policy', 'same-origin'],
    ['X-Content-Type-Options', 'nosniff'],
    ...(https ? [['Strict-Transport-Security', 'max-age=31536000'] as [string, string]] : []),
  ];
}

/** Answers of the APIs hold personal data: nobody on the way keeps a copy (RFC 9111 §5.2.2.5). */
export function forbidStoring(request: Request, response: Response, next: NextFunction): void {
  if (surfaceOf(request.url) !== 'web') response.set('Cache-Control', 'no-store');
  next();
}
