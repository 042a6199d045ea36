import type { Request, Response } from 'express';
import type { JsonObject } from '../../scim/index.js';
import { streamText } from '../../http/stream-text.js';
import { responseMediaType } from './media-type.js';

/** What a SCIM endpoint answers; a body that may be large comes piece by piece. */
export interface Answer {
  readonly status: 200 | 201 | 204 | 304;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: JsonObject | AsyncIterable<string>;
}

/** Writes an answer in the media type that the client takes (RFC 7644 §3.1, §8.1). */
export async function send(
  request: Request,
  response: Response,
  answer: Promise<Answer> | Answer,
): Promise<void> {
  const { status, headers, body } = await answer;
  response.status(status);
  if (headers) response.set(headers);
  if (body === undefined) {
    response.end();
    return;
  }
  response.set('Content-Type', responseMediaType(request));
  if (Symbol.asyncIterator in body) await streamText(response, body);
  else end(response, body);
}

/** Leaves the answer to whoever writes down what became of the call. */
function end(response: Response, body: JsonObject): void {
  response.locals['answer'] = body;
  response.end(JSON.stringify(body));
}
