import type { NextFunction, Request, Response } from 'express';
import { describeFailure, FAULT } from '../../http/failure.js';
import { SCIM_BASE, surfaceOf } from '../../http/surface.js';
import { currentContext } from '../../operations/request-context.js';
import type { CallRecorder } from '../../provisioning-log/call-recorder.js';
import type { CallEnd } from '../../provisioning-log/logged-call.js';
import type { JsonObject, JsonValue } from '../../scim/index.js';

type Middleware = (request: Request, response: Response, next: NextFunction) => void;

/** Tells the provisioning log of each call of the SCIM API, also of those that were refused at the door. */
export function observeCalls(recorder: CallRecorder): Middleware {
  return (request, response, next) => {
    if (surfaceOf(request.url) !== 'scim') {
      next();
      return;
    }
    const started = process.hrtime.bigint();
    const call = recorder.begin(currentContext(), request.method, request.url.slice(SCIM_BASE.length));
    response.once('close', () => {
      const microseconds = Number(process.hrtime.bigint() - started) / 1e3;
      recorder.end(call, endOf(request, response, microseconds));
    });
    next();
  };
}

function endOf(request: Request, response: Response, microseconds: number): CallEnd {
  const { error, answer } = response.locals as { error?: unknown; answer?: JsonObject };
  const failure = error === undefined ? undefined : (describeFailure(error) ?? FAULT);
  return {
    status: failure?.status ?? response.statusCode,
    microseconds,
    failure,
    query: { ...request.query } as JsonObject,
    body: request.body as JsonValue | undefined,
    answer,
    brokenOff: !response.writableFinished,
  };
}
