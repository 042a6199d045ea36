import { isIP } from 'node:net';
import { Logger } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { withoutCredentials } from '../credentials/credential-format.js';
import type { Metrics } from './metrics/metrics.js';
import { runInContext, SYSTEM, type RequestContext } from './request-context.js';
import { chooseRequestId } from './request-id.js';

type Middleware = (request: Request, response: Response, next: NextFunction) => void;

/** Gives each request its context and id, and when it has ended one line in the log and its place in the metrics. */
export function observeRequests(metrics: Metrics): Middleware {
  const logger = new Logger('Request');
  return (request, response, next) => {
    const started = process.hrtime.bigint();
    const requestId = chooseRequestId(request.headers['x-request-id']);
    const userAgent = request.headers['user-agent']?.slice(0, 512);
    const context: RequestContext = { requestId, ip: addressOf(request), userAgent, actor: SYSTEM };
    response.set('X-Request-Id', requestId);
    response.once('close', () => {
      const seconds = Number(process.hrtime.bigint() - started) / 1e9;
      metrics.observeRequest(request, response, seconds);
      const line = requestLine(request, response, context, seconds);
      if (isProbe(request)) logger.debug(line);
      else logger.log(line);
    });
    runInContext(context, next);
  };
}

/** Without the query string: filters hold names and addresses of people. */
function requestLine(request: Request, response: Response, context: RequestContext, seconds: number): object {
  return {
    requestId: context.requestId,
    method: request.method,
    path: withoutCredentials(request.originalUrl.split('?', 1)[0]!),
    status: response.statusCode,
    milliseconds: Math.round(seconds * 1e5) / 100,
    ip: context.ip,
    ...(context.actor !== SYSTEM && { actorType: context.actor.type, actorId: context.actor.id }),
    ...(!response.writableFinished && { brokenOff: true }),
    msg: `${request.method} ${response.statusCode}`,
  };
}

function isProbe({ path }: Request): boolean {
  return path.startsWith('/health/') || path === '/metrics';
}

/** Behind a proxy the client's address is what a header says: only an address is taken for one. */
function addressOf({ ip, socket }: Request): string | null {
  return ip !== undefined && isIP(ip) !== 0 ? ip : (socket.remoteAddress ?? null);
}
