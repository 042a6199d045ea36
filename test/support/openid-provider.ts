import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT, type CryptoKey, type JWTPayload } from 'jose';
import { Provider, type Configuration, type KoaContextWithOIDC } from 'oidc-provider';

/** Somebody at the provider. */
export interface ProviderAccount {
  readonly subject: string;
  readonly email?: string;
  readonly emailVerified?: boolean | string;
}

export const CLIENT = { id: 'rollcall', secret: 'a client secret of some length' };

type Forgery = (
  claims: JWTPayload,
  sign: (claims: JWTPayload) => Promise<string>,
) => Promise<string> | string;

/** A real OpenID provider on a free port, at which whoever is set signs in without being asked. */
export class OpenIdTestProvider {
  /** Who sits in front of the browser. */
  account: ProviderAccount = { subject: 'nobody' };
  /** What is done to the ID token on its way. */
  forgery: Forgery | undefined;

  private constructor(
    private readonly server: Server,
    readonly issuer: string,
  ) {}

  /** @param redirectUris where the client may be sent back to */
  static async start(redirectUris: readonly string[]): Promise<OpenIdTestProvider> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const self = new OpenIdTestProvider(server, issuer);
    const { privateKey } = await generateKeyPair('RS256', { extractable: true });
    const jwk = { ...(await exportJWK(privateKey)), kid: 'test', use: 'sig', alg: 'RS256' };
    const provider = new Provider(issuer, configurationOf(self, redirectUris, jwk));
    provider.use(async (context, next) => {
      await next();
      const body = context.body as { id_token?: string } | undefined;
      if (context.path === '/token' && self.forgery && body?.id_token !== undefined) {
        context.body = { ...body, id_token: await forge(self.forgery, body.id_token, privateKey) };
      }
    });
    const answer = provider.callback();
    server.on('request', (request, response) => {
      if (!request.url!.startsWith('/interaction/')) {
        void answer(request, response);
        return;
      }
      const login = { accountId: self.account.subject };
      void provider.interactionFinished(request, response, { login }, { mergeWithLastSubmission: false });
    });
    return self;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

function configurationOf(
  self: OpenIdTestProvider,
  redirectUris: readonly string[],
  jwk: object,
): Configuration {
  return {
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        redirect_uris: [...redirectUris],
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    jwks: { keys: [jwk] },
    cookies: { keys: ['a key for cookies'] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    ttl: {
      AccessToken: 600,
      AuthorizationCode: 60,
      Grant: 600,
      IdToken: 600,
      Interaction: 600,
      Session: 600,
    },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    findAccount: (_context: unknown, accountId: string) => ({
      accountId,
      claims: () => ({
        sub: accountId,
        ...(self.account.email !== undefined && { email: self.account.email }),
        ...(self.account.emailVerified !== undefined && {
          email_verified: self.account.emailVerified,
        }),
      }),
    }),
    loadExistingGrant: async ({ oidc }: KoaContextWithOIDC) => {
      const grant = new oidc.provider.Grant({
        clientId: oidc.client!.clientId,
        accountId: oidc.session!.accountId!,
      });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
  };
}

async function forge(forgery: Forgery, idToken: string, key: CryptoKey): Promise<string> {
  const claims = JSON.parse(Buffer.from(idToken.split('.')[1]!, 'base64url').toString()) as JWTPayload;
  return forgery(claims, (payload) =>
    new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid: 'test' }).sign(key),
  );
}

export function unsigned(claims: JWTPayload): string {
  return new UnsecuredJWT(claims).encode();
}
