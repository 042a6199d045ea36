import { Injectable } from '@nestjs/common';
import { Agent, fetch, type RequestInit } from 'undici';
import { Configuration } from '../config/configuration.js';
import { ForbiddenAddressError, isPublicAddress, literalAddress, lookupPublic } from './address-guard.js';

/** Milliseconds that a whole request may take, and bytes that an answer may have. */
const TIMEOUT = 5_000;
const MOST_BYTES = 1024 * 1024;

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
      connect: { timeout: TIMEOUT, ...(!allowPrivateNetworks && { lookup: lookupPublic }) },
      headersTimeout: TIMEOUT,
      bodyTimeout: TIMEOUT,
    });
  }

  /** @throws ForbiddenAddressError, TypeError when there is no connection, Error for an answer out of bounds */
  async fetch(url: string, init: RequestInit = {}): Promise<Response> {
    this.assertAllowed(new URL(url));
    const signal = AbortSignal.timeout(TIMEOUT);
    const response = await fetch(url, { ...init, signal, redirect: 'manual', dispatcher: this.agent });
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of response.body ?? []) {
      const bytes = chunk as Uint8Array;
      size += bytes.byteLength;
      if (size > MOST_BYTES) throw new Error(`The answer is larger than ${MOST_BYTES} bytes`);
      chunks.push(bytes);
    }
    const body = [101, 204, 205, 304].includes(response.status) ? null : Buffer.concat(chunks);
    return new Response(body, { status: response.status, headers: [...response.headers] });
  }

  private assertAllowed(url: URL): void {
    if (this.allowsPrivate && url.protocol === 'http:') return;
    if (url.protocol !== 'https:') throw new ForbiddenAddressError(url.protocol);
    const address = literalAddress(url);
    if (!this.allowsPrivate && address !== undefined && !isPublicAddress(address)) {
      throw new ForbiddenAddressError(address);
    }
  }
}
