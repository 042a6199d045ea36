import type { Server } from 'node:http';
import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter, type NestExpressApplication } from '@nestjs/platform-express';
import express from 'express';
import { InputValidationPipe } from './admin-api/input-validation.pipe.js';
import { AppExceptionFilter } from './app.exception-filter.js';
import { AppModule } from './app.module.js';
import { Configuration } from './config/configuration.js';
import { refuseMalformedUrl, useCanonicalUrl } from './http/canonical-url.js';
import { JsonBodyInterceptor } from './http/json-body.interceptor.js';
import { readQueryString } from './http/query-string.js';
import { forbidStoring, securityHeaders } from './http/response-headers.js';
import { createLogger } from './operations/logging/logger.js';
import { NestLogger } from './operations/logging/nest-logger.js';
import { Metrics } from './operations/metrics/metrics.js';
import { observeRequests } from './operations/request-observer.js';
import { CallRecorder } from './provisioning-log/call-recorder.js';
import { observeCalls } from './scim-api/protocol/call-observer.js';
import { serveDocs } from './openapi/serve-docs.js';

/** Milliseconds; longer than load balancers keep idle connections, so that it is never us who close them first. */
const KEEP_ALIVE = 75_000;
/** Milliseconds for a whole request to arrive. */
const REQUEST_TIMEOUT = 120_000;

/** The application as main.ts and the tests run it, not yet listening. @throws whatever keeps it from starting */
export async function createApp(
  configuration: Configuration,
  root: DynamicModule = AppModule.with(configuration),
): Promise<NestExpressApplication> {
  const server = express();
  // Nest's adapter makes the router, after which this can no longer be said.
  server.enable('case sensitive routing');
  const app = await NestFactory.create<NestExpressApplication>(root, new ExpressAdapter(server), {
    logger: new NestLogger(createLogger(configuration)),
    bodyParser: false,
    abortOnError: false,
  });
  configureApp(app);
  serveDocs(app, { isPublic: configuration.docsPublic });
  return app;
}

/** What SCIM, HTTP and prudence ask of Express and Nest beside their defaults. */
export function configureApp(app: NestExpressApplication): void {
  const configuration = app.get(Configuration);
  app.set('trust proxy', configuration.trustProxy);
  app.set('query parser', readQueryString);
  app.disable('x-powered-by');
  app.disable('etag'); // Versions of resources are ours to state, RFC 7644 §3.14.
  app.use(observeRequests(app.get(Metrics, { strict: false })));
  app.use(useCanonicalUrl);
  app.use(observeCalls(app.get(CallRecorder, { strict: false })));
  app.use(securityHeaders(configuration));
  app.use(forbidStoring);
  app.use(refuseMalformedUrl);
  app.useGlobalInterceptors(new JsonBodyInterceptor(configuration));
  app.useGlobalPipes(new InputValidationPipe());
  app.useGlobalFilters(new AppExceptionFilter());
  setTimeouts(app.getHttpServer());
}

function setTimeouts(server: Server): void {
  server.keepAliveTimeout = KEEP_ALIVE;
  server.headersTimeout = KEEP_ALIVE + 1_000;
  server.requestTimeout = REQUEST_TIMEOUT;
}
