import { Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { describeFailure, FAULT, type Failure } from './failure.js';

/** What Rollcall does not offer is asked for by the client's mistake, not by a fault of ours. */
const NOT_IMPLEMENTED = 501;

/** Turns errors into answers; each surface says in which form. */
export abstract class SurfaceExceptionFilter implements ExceptionFilter {
  private readonly logger = new Logger('Failure');

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<Request>();
    const response = http.getResponse<Response>();
    if (request.destroyed && !request.complete) return; // The client broke off while it was sending: nobody listens.
    const failure = this.describe(error) ?? FAULT;
    if (failure.status >= 500 && failure.status !== NOT_IMPLEMENTED) this.logger.error(error);
    if (response.headersSent) {
      response.destroy();
      return;
    }
    response.status(failure.status).set(failure.headers ?? {});
    this.send(request, response, failure);
  }

  /** Undefined when the error is a fault of ours, of which nothing is told outside. */
  protected describe(error: unknown): Failure | undefined {
    return describeFailure(error);
  }

  protected abstract send(request: Request, response: Response, failure: Failure): void;
}

/** For browsers and probes. */
export class PlainExceptionFilter extends SurfaceExceptionFilter {
  protected send(_request: Request, response: Response, { detail }: Failure): void {
    response.type('text/plain').end(`${detail}\n`);
  }
}
