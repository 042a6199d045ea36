import { RequestMethod, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { METHOD_METADATA } from '@nestjs/common/constants.js';
import type { Request, Response } from 'express';
import type { Observable } from 'rxjs';
import type { Configuration } from '../config/configuration.js';
import { checkKeys, InvalidSyntaxError, type JsonValue } from '../scim/index.js';
import { LargeBodies } from './large-bodies.js';
import { hasContent, readJson, readText, type ContentLimits } from './request-content.js';
import { TEXT_BODY } from './text-body.decorator.js';
import { SCIM_BASE, surfaceOf } from './surface.js';

const LONE_SURROGATE = /\p{Surrogate}/u;
const WITH_MEMBERS = new RegExp(`^${SCIM_BASE}/(?:Groups|Bulk)(?=[/?]|$)`);

/**
 * Reads the body after the guards and not, as is usual, before them: who is not let in cannot make the server
 * buffer or parse anything.
 */
export class JsonBodyInterceptor implements NestInterceptor {
  private readonly largeBodies = new LargeBodies();

  constructor(private readonly configuration: Configuration) {}

  async intercept(execution: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const http = execution.switchToHttp();
    const request = http.getRequest<Request>();
    if (expectsContent(request) && !refusesAll(execution)) {
      const mediaTypes = Reflect.getMetadata(TEXT_BODY, execution.getHandler()) as string[] | undefined;
      const limits: ContentLimits = {
        most: mediaTypes ? this.configuration.maxImportBytes : this.limit(request.url),
        admit: (bytes) => this.largeBodies.admit(bytes, http.getResponse<Response>()),
      };
      request.body = mediaTypes
        ? await readText(request, mediaTypes, limits)
        : await this.read(request, limits);
    }
    return next.handle();
  }

  private async read(request: Request, limits: ContentLimits): Promise<unknown> {
    if (hasContent(request)) {
      const body = await readJson(request, limits);
      // The kernel names the attribute itself.
      if (surfaceOf(request.url) === 'admin') {
        checkKeys(body);
        checkText(body);
      }
      return body;
    }
    if (surfaceOf(request.url) === 'scim') throw new InvalidSyntaxError('The request has no body');
    return undefined;
  }

  private limit(url: string): number {
    const { maxBodyBytes, maxGroupBodyBytes } = this.configuration;
    return WITH_MEMBERS.test(url) ? maxGroupBodyBytes : maxBodyBytes;
  }
}

/** Content of other requests has no meaning (RFC 9110 §9.3); the admin API gives it one in DELETE. */
function expectsContent({ method, url }: Request): boolean {
  if (method === 'DELETE') return surfaceOf(url) === 'admin';
  return method === 'POST' || method === 'PUT' || method === 'PATCH';
}

/** Routes of all methods are there to say no (405, 501); what they are sent does not matter. */
function refusesAll(execution: ExecutionContext): boolean {
  return Reflect.getMetadata(METHOD_METADATA, execution.getHandler()) === RequestMethod.ALL;
}

/** @throws InvalidSyntaxError for half a character: no database keeps it as it is */
function checkText(value: JsonValue): void {
  if (typeof value === 'string') {
    if (LONE_SURROGATE.test(value)) throw new InvalidSyntaxError('The body holds half a character');
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, member] of Object.entries(value)) {
      checkText(name);
      checkText(member);
    }
  }
}
