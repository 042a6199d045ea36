import { STATUS_CODES } from 'node:http';
import type { Request, Response } from 'express';
import type { Failure } from '../http/failure.js';
import { SurfaceExceptionFilter } from '../http/surface.exception-filter.js';
import { ProblemError, type Problem } from './problem.js';

type ProblemFailure = Failure & Pick<Problem, 'errors'>;

/** Errors of the admin API are problem details, RFC 9457. */
export class ProblemExceptionFilter extends SurfaceExceptionFilter {
  protected override describe(error: unknown): ProblemFailure | undefined {
    if (!(error instanceof ProblemError)) return super.describe(error);
    const { status, code, detail, errors, headers } = error;
    return { status, code, detail, ...(errors && { errors }), ...(headers && { headers }) };
  }

  protected send(_request: Request, response: Response, failure: ProblemFailure): void {
    const { status, code, detail, errors } = failure;
    const title = STATUS_CODES[status] ?? 'Error';
    const problem: Problem = { type: 'about:blank', title, status, detail, code, ...(errors && { errors }) };
    response.set('Content-Type', 'application/problem+json').end(JSON.stringify(problem));
  }
}
