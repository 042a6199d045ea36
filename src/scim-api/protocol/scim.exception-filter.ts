import type { ArgumentsHost } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Failure } from '../../http/failure.js';
import { SurfaceExceptionFilter } from '../../http/surface.exception-filter.js';
import { ERROR_SCHEMA, type ErrorMessage } from '../../scim/index.js';
import { responseMediaType } from './media-type.js';

/** Errors of the SCIM API have the form of RFC 7644 §3.12. */
export class ScimExceptionFilter extends SurfaceExceptionFilter {
  /** Leaves the error, and the answer, to whoever writes down what became of the call. */
  override catch(error: unknown, host: ArgumentsHost): void {
    host.switchToHttp().getResponse<Response>().locals['error'] = error;
    super.catch(error, host);
  }

  protected send(request: Request, response: Response, { status, scimType, detail, advice }: Failure): void {
    const message: ErrorMessage = {
      schemas: [ERROR_SCHEMA],
      status: String(status),
      ...(scimType && { scimType }),
      detail: advice ? `${detail}. ${advice}` : detail,
    };
    response.locals['answer'] = message;
    response.set('Content-Type', responseMediaType(request)).end(JSON.stringify(message));
  }
}
