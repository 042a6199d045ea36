import { Injectable } from '@nestjs/common';
import { currentContext } from '../operations/request-context.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import { UnauthorizedError } from '../scim/index.js';
import type { ScimIdentity } from './scim-identity.js';
import { ScimSecretRepository, type PresentedSecret } from './scim-secret.repository.js';
import { CredentialDigest } from '../credentials/credential-digest.js';
import { SecretExpiry } from './secret-expiry.js';
import { isWellFormed } from '../credentials/credential-format.js';
import { SecretUsage } from './secret-usage.js';

/** RFC 6750 §3: no error code where no credentials were given. */
const CHALLENGE = 'Bearer realm="SCIM"';
const INVALID_TOKEN = `${CHALLENGE}, error="invalid_token"`;

const BEARER = /^Bearer +([A-Za-z0-9._~+/-]+=*)$/i;

/** A secret that was once the tenant's, and does not open the door any more, or not now. */
export class SecretVoidedError extends UnauthorizedError {}
export class SecretExpiredError extends UnauthorizedError {}
export class SecretSuspendedError extends UnauthorizedError {}

/** Tells whom a request to the SCIM API comes from (RFC 7644 §2, RFC 6750 §2.1). */
@Injectable()
export class BearerAuthentication {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly repository: ScimSecretRepository,
    private readonly digest: CredentialDigest,
    private readonly expiry: SecretExpiry,
    private readonly usage: SecretUsage,
  ) {}

  /**
   * @param authorization the `Authorization` header
   * @throws UnauthorizedError whose detail says more than "invalid" only about a secret that was once valid
   */
  async authenticate(authorization: string | undefined): Promise<ScimIdentity> {
    const secret = authorization === undefined ? undefined : BEARER.exec(authorization.trim())?.[1];
    if (secret === undefined) {
      throw new UnauthorizedError('Send the SCIM secret as "Authorization: Bearer SECRET"', CHALLENGE);
    }
    const presented = isWellFormed(secret, 'rcs_') ? await this.find(secret) : undefined;
    if (!presented) throw new UnauthorizedError('The SCIM secret is not valid', INVALID_TOKEN);
    // Whatever becomes of the request, it is this tenant's administrators whom it concerns.
    currentContext().tenantId = presented.tenantId;
    const now = Date.now();
    await this.assertInForce(presented, now);
    const { administrator, administratorIsFit, tenantId, publicUrl, connection, schemas, issuer } = presented;
    if (!administrator || !administratorIsFit) {
      throw new SecretSuspendedError(
        'The SCIM secret is suspended: its SCIM administrator is not active or neither user manager nor ' +
          'administrator. Bind the connection to another person, or restore this one.',
        INVALID_TOKEN,
      );
    }
    this.usage.note(presented, now);
    return { tenantId, publicUrl, connection, schemas, administrator, issuer };
  }

  private find(secret: string): Promise<PresentedSecret | undefined> {
    return this.unit.read(() => this.repository.findPresented(this.digest.of(secret)));
  }

  private async assertInForce(secret: PresentedSecret, now: number): Promise<void> {
    if (secret.voidedAt !== null) {
      throw new SecretVoidedError(
        `The SCIM secret was voided on ${date(secret.voidedAt)}: use the one issued since, or issue one`,
        INVALID_TOKEN,
      );
    }
    if (await this.expiry.hasExpired(secret, secret.tenantId, now)) {
      throw new SecretExpiredError(
        `The SCIM secret expired on ${date(secret.expiresAt!)}: issue a new one`,
        INVALID_TOKEN,
      );
    }
  }
}

function date(time: number): string {
  return new Date(time).toISOString();
}
