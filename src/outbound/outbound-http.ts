import { Injectable } from '@nestjs/common';
import { Agent, fetch, type RequestInit } from 'undici';
import { Configuration } from '../config/configuration.js';
import {
  ForbiddenAddressError,
  isLocalName,
  isPublicAddress,
  literalAddress,
  lookupPublic,
} from './address-guard.js';

/** How long a whole request may take, in milliseconds, and how many bytes of an answer are read. */
export interface Bounds {
  readonly timeout: number;
  readonly mostBytes: number;
}

const BOUNDS: Bounds = { timeout: 5_000, mostBytes: 1024 * 1024 };
const CONNECT_TIMEOUT = 5_000;

export interface OutboundAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** As much of it as the bounds allow. */
  readonly body: Buffer;
  readonly isWhole: boolean;
}

/**
 * Requests to servers that administrators name. They go to public addresses over https only, unless the operator
 * allows others; redirects are not followed; answers are bounded in time and size.
 */
@Injectable()
export class OutboundHttp {
  private readonly allowsPrivate: boolean;
  private readonly agent: Agent;

  constructor({ allowPrivateNetworks }: Configuration) {
    this.allowsPrivate = allowPrivateNetworks;
    this.agent = new Agent({
      connect: { timeout: CONNECT_TIMEOUT, ...(!allowPrivateNetworks && { lookup: lookupPublic }) },
      // Each request has a time limit of its own.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
  }

  /** @throws ForbiddenAddressError, TypeError when there is no connection, Error for an answer out of bounds */
  async fetch(url: string, init: RequestInit = {}): Promise<Response> {
    const { status, headers, body, isWhole } = await this.send(url, init, BOUNDS);
    if (!isWhole) throw new Error(`The answer is larger than ${BOUNDS.mostBytes} bytes`);
    const hasBody = ![101, 204, 205, 304].includes(status);
    return new Response(hasBody ? new Uint8Array(body) : null, { status, headers });
  }

  /**
   * The answer, of which no more is read than the bounds allow.
   * @throws ForbiddenAddressError, TypeError when there is no connection, DOMException when the time is up or the
   *   signal ends it
   */
  async send(
    url: string,
    { signal, ...init }: RequestInit,
    { timeout, mostBytes }: Bounds,
  ): Promise<OutboundAnswer> {
    this.assertAllowed(new URL(url));
    const limit = AbortSignal.timeout(timeout);
    const response = await fetch(url, {
      ...init,
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
      redirect: 'manual',
      dispatcher: this.agent,
    });
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of response.body ?? []) {
      const bytes = chunk as Uint8Array;
      chunks.push(bytes);
      size += bytes.byteLength;
      // Leaving the loop ends the connection.
      if (size > mostBytes) break;
    }
    return {
      status: response.status,
      headers: new Headers([...response.headers]),
      body: Buffer.concat(chunks).subarray(0, mostBytes),
      isWhole: size <= mostBytes,
    };
  }

  /**
   * Tells early what a request would be refused for; where the address leads to is looked at again with each connection.
   * @throws ForbiddenAddressError
   */
  assertAllowed(url: URL): void {
    if (this.allowsPrivate && url.protocol === 'http:') return;
    if (url.protocol === 'http:')
      throw new ForbiddenAddressError(url.host, 'would be called over plain http');
    if (url.protocol !== 'https:') throw new ForbiddenAddressError(url.protocol, 'is not https');
    if (this.allowsPrivate) return;
    const address = literalAddress(url);
    if (isLocalName(url) || (address !== undefined && !isPublicAddress(address))) {
      throw new ForbiddenAddressError(url.hostname);
    }
  }
}
