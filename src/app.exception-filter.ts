import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request } from 'express';
import { ProblemExceptionFilter } from './admin-api/problem.exception-filter.js';
import { surfaceOf, type Surface } from './http/surface.js';
import { PlainExceptionFilter } from './http/surface.exception-filter.js';
import { ScimExceptionFilter } from './scim-api/protocol/scim.exception-filter.js';

/** Gives each error to the filter of the surface on which it came up: the one place that knows them all. */
@Catch()
export class AppExceptionFilter implements ExceptionFilter {
  private readonly filters: Readonly<Record<Surface, ExceptionFilter>> = {
    scim: new ScimExceptionFilter(),
    admin: new ProblemExceptionFilter(),
    web: new PlainExceptionFilter(),
  };

  catch(error: unknown, host: ArgumentsHost): void {
    const { url } = host.switchToHttp().getRequest<Request>();
    this.filters[surfaceOf(url)].catch(error, host);
  }
}
