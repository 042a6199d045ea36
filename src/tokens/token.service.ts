import { Injectable } from '@nestjs/common';
import { InvalidInputError } from '../admin-api/problem.js';
import { SECRET_ROLES } from '../identity/permissions.js';
import { Journal } from '../journal/journal.js';
import { currentContext, currentTenantId } from '../operations/request-context.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import { uuidv7 } from '../persistence/uuid.js';
import { secretState, type SecretState } from '../provisioning/connection.js';
import { ConnectionService } from '../provisioning/connection.service.js';
import { ForbiddenError, NotFoundError } from '../scim/index.js';
import { ScimSecretRepository, type StoredSecret } from './scim-secret.repository.js';
import { CredentialDigest } from '../credentials/credential-digest.js';
import { SecretExpiry } from './secret-expiry.js';
import { generateCredential, hintOf } from '../credentials/credential-format.js';

/** A secret that was just issued: the only time that it is known. Times in milliseconds since the epoch. */
export interface IssuedSecret {
  readonly secret: string;
  readonly id: string;
  readonly issuedAt: number;
  readonly expiresAt: number | null;
  readonly administratorId: string;
  /** The id of the secret that this one has voided. */
  readonly voided: string | null;
}

/** The secret as it is shown afterwards. */
export interface ShownSecret extends StoredSecret {
  readonly state: SecretState;
  readonly administratorId: string | null;
}

/** The tenant's single SCIM secret: issued, shown without itself, voided. */
@Injectable()
export class TokenService {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly repository: ScimSecretRepository,
    private readonly connections: ConnectionService,
    private readonly digest: CredentialDigest,
    private readonly expiry: SecretExpiry,
    private readonly journal: Journal,
  ) {}

  /**
   * Issues a secret; the one before is void in the same instant. The first one switches provisioning on.
   * @param expiresAt milliseconds since the epoch; null for never
   * @throws InvalidInputError for an unfit administrator or a time that has passed
   */
  issue(administratorId: string, expiresAt: number | null): Promise<IssuedSecret> {
    return this.unit.write(async () => {
      const tenantId = currentTenantId();
      const now = Date.now();
      const connection = await this.connections.lock();
      await this.connections.assertFit(administratorId);
      if (expiresAt !== null && expiresAt <= now) {
        throw new InvalidInputError([{ path: 'expiresAt', message: 'must lie in the future' }]);
      }
      // After the end of a connection nobody is bound to it: the next secret is the first one of another.
      const isFirst = connection.administratorId === null || !(await this.repository.hasAny(tenantId));
      const previous = await this.voidActive(now);
      const secret = generateCredential('rcs_');
      const stored = this.describe(secret, now, expiresAt);
      await this.repository.insert(tenantId, stored, this.digest.of(secret));
      await this.connections.change(connection, { administratorId, ...(isFirst && { enabled: true }) });
      await this.record('scim_secret.issued', stored);
      const { id, issuedAt } = stored;
      return { secret, id, issuedAt, expiresAt, administratorId, voided: previous?.id ?? null };
    });
  }

  /** @throws NotFoundError while there is none */
  async retrieve(): Promise<ShownSecret> {
    const now = Date.now();
    const tenantId = currentTenantId();
    const found = await this.unit.read(async () => ({
      secret: await this.repository.findActive(tenantId),
      status: await this.connections.findSecretFacts(),
      administratorId: await this.connections.administratorId(),
    }));
    const { secret, status, administratorId } = found;
    if (!secret || !status) throw noSecret();
    const hasExpired = await this.expiry.hasExpired(secret, tenantId, now);
    return { ...secret, administratorId, state: hasExpired ? 'expired' : secretState(status, now) };
  }

  /** Voids the secret: the IdP is locked out from the next request on. @throws NotFoundError while there is none */
  void(): Promise<void> {
    return this.unit.write(async () => {
      await this.connections.lock();
      const voided = await this.voidActive();
      if (!voided) throw noSecret();
    });
  }

  /** Part of the write that has locked the connection: voids the secret if there is one. */
  async voidActive(now = Date.now()): Promise<StoredSecret | undefined> {
    const active = await this.repository.findActive(currentTenantId());
    if (!active) return undefined;
    const { actor } = currentContext();
    await this.repository.void(currentTenantId(), active.id, now, actor.userId ?? actor.id);
    await this.record('scim_secret.voided', active);
    return active;
  }

  private describe(secret: string, issuedAt: number, expiresAt: number | null): StoredSecret {
    const { actor } = currentContext();
    return {
      id: uuidv7(issuedAt),
      hint: hintOf(secret),
      issuedAt,
      issuedBy: actor.userId ?? actor.id,
      issuedByDisplay: actor.display,
      expiresAt,
      expiredAt: null,
      voidedAt: null,
      lastUsedAt: null,
    };
  }

  private record(action: string, { id, hint, expiresAt }: StoredSecret): Promise<void> {
    const after = expiresAt === null ? null : new Date(expiresAt).toISOString();
    const changes =
      action === 'scim_secret.issued' && after ? [{ path: 'expiresAt', before: null, after }] : [];
    return this.journal.record({ action, target: { type: 'scim_secret', id, display: hint }, changes });
  }
}

/**
 * Own roles may hold any permission, but only two roles ever issue the secret.
 * @throws ForbiddenError
 */
export function assertMayIssue(roles: readonly string[]): void {
  if (SECRET_ROLES.some((role) => roles.includes(role))) return;
  throw new ForbiddenError('Only user managers and administrators issue the SCIM secret');
}

function noSecret(): NotFoundError {
  return new NotFoundError('There is no SCIM secret');
}
