import { createHmac, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { SecretKey } from '../config/secret-key.js';
import { Sealed } from '../credentials/sealed.js';

const PREFIX = 'whsec_';
/** Standard Webhooks asks for 24 to 64 bytes. */
const BYTES = 32;
/** Secrets that sign at the same time, the newest included. */
const MOST = 3;

/** A secret, and until when it signs in milliseconds since the epoch; null for the present one. */
export interface SigningSecret {
  readonly secret: string;
  readonly until: number | null;
}

/**
 * The secrets with which a webhook's requests are signed. Unlike passwords they must be known in full, so they are
 * kept encrypted with a key that is not in the database.
 */
@Injectable()
export class SigningSecrets {
  private readonly sealed: Sealed;

  constructor(secretKey: SecretKey) {
    this.sealed = new Sealed(secretKey.derive('webhooks'));
  }

  /** A new secret alone. */
  issue(): { readonly secret: string; readonly sealed: string } {
    const secret = PREFIX + randomBytes(BYTES).toString('base64');
    return { secret, sealed: this.sealed.seal([{ secret, until: null }]) };
  }

  /** A new secret, beside which those of now sign until a time. */
  rotate(sealed: string, now: number, until: number): { readonly secret: string; readonly sealed: string } {
    const next = this.issue();
    const former = this.current(sealed, now)
      .map(({ secret, until: end }) => ({ secret, until: Math.min(end ?? until, until) }))
      .filter(({ until: end }) => end > now);
    const all = [...this.current(next.sealed, now), ...former].slice(0, MOST);
    return { secret: next.secret, sealed: this.sealed.seal(all) };
  }

  /** Those that sign now, the newest first. */
  current(sealed: string, now: number): readonly SigningSecret[] {
    const secrets = this.sealed.open(sealed) as SigningSecret[] | undefined;
    if (!secrets) throw new Error('The secrets of a webhook were not sealed with this SECRET_KEY');
    return secrets.filter(({ until }) => until === null || until > now);
  }
}

/** The headers by which a receiver knows that a message is ours and new (Standard Webhooks, symmetric signatures). */
export function signatureHeaders(
  secrets: readonly string[],
  message: { readonly id: string; readonly body: string },
  now: number,
): Record<string, string> {
  const timestamp = String(Math.floor(now / 1_000));
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
    const content = `${message.id}.${timestamp}.${message.body}`;
    return `v1,${createHmac('sha256', key).update(content).digest('base64')}`;
  });
  return {
    'webhook-id': message.id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  };
}
