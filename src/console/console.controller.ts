import { Controller, Get, Header, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { NotFoundError } from '../scim/index.js';
import { ConsoleFiles } from './console-files.js';

/**
 * The addresses of the console's pages, each also in `console/src/app.tsx`; others are 404. Links that the server
 * prints and administrators hand over lead to the first ones.
 */
export const CONSOLE_PAGES = [
  'setup',
  'reset-password',
  'invitation',
  'recover',
  'sign-in',
  'sso-tested',
  '',
  'provisioning',
];

/** A year, in seconds: a file with other content has another name. */
const IMMUTABLE = 'public, max-age=31536000, immutable';

/** The console: one page, which finds out in the browser what to show, and the files that it is made of. */
@ApiExcludeController()
@Controller()
export class ConsoleController {
  constructor(private readonly files: ConsoleFiles) {}

  /** Addresses may hold a one-time token: nobody keeps them. */
  @Get(CONSOLE_PAGES)
  @Header('Cache-Control', 'no-store')
  page(@Res() response: Response): void {
    if (this.files.page === undefined) {
      throw new NotFoundError('The console is not in this build of Rollcall: npm run build makes it');
    }
    response.type('html').send(this.files.page);
  }

  @Get('assets/:name')
  asset(@Param('name') name: string, @Req() request: Request, @Res() response: Response): void {
    const asset = this.files.asset(name);
    if (!asset) throw new NotFoundError('There is nothing at this address');
    const zips = request.acceptsEncodings('gzip') === 'gzip';
    response.set({ 'Content-Type': asset.mediaType, 'Cache-Control': IMMUTABLE, Vary: 'Accept-Encoding' });
    if (zips) response.set('Content-Encoding', 'gzip');
    response.send(zips ? asset.gzip : asset.content);
  }
}
