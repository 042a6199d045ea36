import { Injectable } from '@nestjs/common';
import * as openid from 'openid-client';
import { OutboundHttp } from '../../outbound/outbound-http.js';

/** How a client speaks to its provider. */
export interface OpenIdClient {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string | undefined;
}

/** What both sides must agree on until the browser comes back. */
export interface FlowSecrets {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
}

/** What the provider vouches for. */
export interface Claims {
  readonly issuer: string;
  readonly subject: string;
  /** Only where the provider says that it is verified. */
  readonly verifiedEmail: string | undefined;
}

/** Milliseconds that a discovery document is believed. */
const DISCOVERY_LIFETIME = 10 * 60_000;

/** OpenID Connect with the authorization code flow, PKCE, state and nonce; the library checks each (OIDC Core §3.1). */
@Injectable()
export class OpenIdProvider {
  private readonly known = new Map<string, { at: number; configuration: Promise<openid.Configuration> }>();

  constructor(private readonly http: OutboundHttp) {}

  /** Reads the discovery document, anew. @throws Error when it cannot be had, or is another issuer's */
  async discover(client: OpenIdClient): Promise<void> {
    await this.configurationOf(client, { anew: true });
  }

  newSecrets(): FlowSecrets {
    return {
      state: openid.randomState(),
      nonce: openid.randomNonce(),
      codeVerifier: openid.randomPKCECodeVerifier(),
    };
  }

  /** Where the browser is sent. @throws Error when the provider cannot be reached */
  async authorizationUrl(client: OpenIdClient, redirectUri: string, secrets: FlowSecrets): Promise<string> {
    const configuration = await this.configurationOf(client);
    const url = openid.buildAuthorizationUrl(configuration, {
      redirect_uri: redirectUri,
      scope: 'openid email profile',
      state: secrets.state,
      nonce: secrets.nonce,
      code_challenge: await openid.calculatePKCECodeChallenge(secrets.codeVerifier),
      code_challenge_method: 'S256',
    });
    return url.href;
  }

  /**
   * Exchanges the code for who it is.
   * @param callback the address that the browser came back with
   * @throws Error for whatever is not as it must be: state, code, issuer, audience, nonce, signature, time
   */
  async claims(client: OpenIdClient, callback: URL, secrets: FlowSecrets): Promise<Claims> {
    const configuration = await this.configurationOf(client);
    const tokens = await openid.authorizationCodeGrant(configuration, callback, {
      expectedState: secrets.state,
      expectedNonce: secrets.nonce,
      pkceCodeVerifier: secrets.codeVerifier,
      idTokenExpected: true,
    });
    const claims = tokens.claims()!;
    const { email, verified } =
      claims['email'] === undefined
        ? emailOf(await openid.fetchUserInfo(configuration, tokens.access_token, claims.sub))
        : emailOf(claims);
    return {
      issuer: claims.iss,
      subject: claims.sub,
      verifiedEmail: verified ? email : undefined,
    };
  }

  private configurationOf(client: OpenIdClient, { anew = false } = {}): Promise<openid.Configuration> {
    const key = JSON.stringify(client);
    const known = this.known.get(key);
    if (known && !anew && known.at + DISCOVERY_LIFETIME > Date.now()) return known.configuration;
    const configuration = this.read(client);
    this.known.set(key, { at: Date.now(), configuration });
    // What failed is tried again the next time.
    configuration.catch(() => this.known.delete(key));
    return configuration;
  }

  private async read({ issuer, clientId, clientSecret }: OpenIdClient): Promise<openid.Configuration> {
    const server = new URL(issuer);
    const configuration = await openid.discovery(
      server,
      clientId,
      undefined,
      clientSecret === undefined ? openid.None() : openid.ClientSecretBasic(clientSecret),
      {
        [openid.customFetch]: (url, options) => this.http.fetch(url, options),
        // Only where the operator allows such providers (outbound-http.ts refuses them otherwise).
        // eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so to stand out, and meant for this
        ...(server.protocol === 'http:' && { execute: [openid.allowInsecureRequests] }),
      },
    );
    if (configuration.serverMetadata().issuer !== issuer) {
      throw new Error(`The discovery document is that of ${configuration.serverMetadata().issuer}`);
    }
    return configuration;
  }
}

/** `email_verified` must say true; some providers write it as a string, and absence says nothing. */
function emailOf(claims: Readonly<Record<string, unknown>>): {
  email: string | undefined;
  verified: boolean;
} {
  const { email, email_verified: verified } = claims;
  return {
    email: typeof email === 'string' ? email : undefined,
    verified: verified === true || verified === 'true',
  };
}
