import { Injectable } from '@nestjs/common';
import type { EventDto } from '../events/events.dto.js';
import { explainFailure } from '../outbound/explain-failure.js';
import { OutboundHttp } from '../outbound/outbound-http.js';
import { pauseOf } from './retry-schedule.js';
import { signatureHeaders } from './signing-secrets.js';

/** How long a receiver may take, and how much of its answer is read. */
export const BOUNDS = { timeout: 15_000, mostBytes: 1_024 };

/** Where a message goes, and what it is signed with. */
export interface Receiver {
  readonly url: string;
  readonly secrets: readonly string[];
}

/** What came of an attempt. Times in milliseconds. */
export interface Answer {
  readonly at: number;
  readonly duration: number;
  /** Null where there was no answer. */
  readonly status: number | null;
  /** Why it does not count; null for a success. */
  readonly error: string | null;
  /** The beginning of the answer's body. */
  readonly response: string | null;
  /** For how long the receiver asks to be left alone. */
  readonly pause: number | undefined;
}

/** Sends events, signed as Standard Webhooks says. */
@Injectable()
export class WebhookSender {
  constructor(private readonly http: OutboundHttp) {}

  /** One attempt, whose failures are answers too. */
  async send({ url, secrets }: Receiver, event: EventDto, signal?: AbortSignal): Promise<Answer> {
    const at = Date.now();
    const body = JSON.stringify(event);
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'Rollcall',
      ...signatureHeaders(secrets, { id: event.id, body }, at),
    };
    try {
      const answer = await this.http.send(url, { method: 'POST', headers, body, signal }, BOUNDS);
      const { status } = answer;
      const now = Date.now();
      const pause = [429, 503].includes(status) ? pauseOf(answer.headers.get('retry-after'), now) : undefined;
      return { at, duration: now - at, status, error: faultOf(status), response: textOf(answer.body), pause };
    } catch (error) {
      const duration = Date.now() - at;
      return { at, duration, status: null, error: explainFailure(error), response: null, pause: undefined };
    }
  }
}

function faultOf(status: number): string | null {
  if (status >= 200 && status <= 299) return null;
  const isRedirect = status >= 300 && status <= 399;
  return `The receiver answers ${status}${isRedirect ? ': redirects are not followed' : ''}`;
}

/** For people to read: without what could do anything to a terminal. */
function textOf(body: Buffer): string | null {
  return body.length === 0 ? null : body.toString('utf8').replace(/[^\P{C}\n]+/gu, ' ');
}
