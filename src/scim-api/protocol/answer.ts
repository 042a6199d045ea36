import { once } from 'node:events';
import type { Request, Response } from 'express';
import type { JsonObject } from '../../scim/index.js';
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
  if (Symbol.asyncIterator in body) await stream(response, body);
  else response.end(JSON.stringify(body));
}

/** Waits for a slow reader instead of buffering for it; a failure on the way breaks the connection off. */
async function stream(response: Response, pieces: AsyncIterable<string>): Promise<void> {
  const closed = new AbortController();
  response.once('close', () => closed.abort());
  try {
    for await (const piece of pieces) {
      if (closed.signal.aborted) return;
      if (!response.write(piece)) await once(response, 'drain', { signal: closed.signal });
    }
    response.end();
  } catch (error) {
    if (closed.signal.aborted) return;
    if (!response.headersSent) throw error;
    response.destroy(error as Error);
  }
}
