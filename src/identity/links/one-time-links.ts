import { createHmac, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { ProblemError } from '../../admin-api/problem.js';
import { SecretKey } from '../../config/secret-key.js';
import { currentTenantId } from '../../operations/request-context.js';
import { UnitOfWork } from '../../persistence/unit-of-work.js';
import { OneTimeLinkRepository, type LinkPurpose, type StoredLink } from './one-time-link.repository.js';

/** A link that was just made: the only time that its token is known. `expiresAt` in milliseconds since the epoch. */
export interface NewLink {
  readonly token: string;
  readonly expiresAt: number;
}

/** Links that let one person in once: 256 random bits, of which a digest is kept. */
@Injectable()
export class OneTimeLinks {
  private readonly key: Buffer;

  constructor(
    private readonly unit: UnitOfWork,
    private readonly repository: OneTimeLinkRepository,
    secretKey: SecretKey,
  ) {
    this.key = secretKey.derive('digests');
  }

  /** A new link, which takes the place of all earlier ones of the user. @param lifetime milliseconds */
  issue(userId: string, purpose: LinkPurpose, lifetime: number): Promise<NewLink> {
    return this.unit.write(async () => {
      const token = randomBytes(32).toString('base64url');
      const createdAt = Date.now();
      const expiresAt = createdAt + lifetime;
      await this.repository.deleteOf(currentTenantId(), userId);
      const digest = this.digest(token);
      await this.repository.insert(currentTenantId(), { digest, userId, purpose, createdAt, expiresAt });
      return { token, expiresAt };
    });
  }

  /** Whose link it is, while it is in force. @throws ProblemError 403 `link_not_in_force` */
  async find(token: string, purpose: LinkPurpose): Promise<StoredLink> {
    const link = await this.unit.read(() => this.repository.find(this.digest(token), purpose));
    if (!link || link.expiresAt <= Date.now()) throw linkNotInForce();
    return link;
  }

  /** Uses the link up, in the write that it is for. @throws ProblemError 403 `link_not_in_force` */
  async use(token: string, purpose: LinkPurpose): Promise<StoredLink> {
    const link = await this.find(token, purpose);
    if (!(await this.repository.delete(link.tenantId, this.digest(token)))) throw linkNotInForce();
    return link;
  }

  /** Ends the user's links of a purpose; part of a write. */
  void(userId: string, purpose: LinkPurpose): Promise<void> {
    return this.repository.deleteOf(currentTenantId(), userId, purpose);
  }

  private digest(token: string): Buffer {
    return createHmac('sha256', this.key).update(`link ${token}`).digest();
  }
}

/** One answer for a link that never was, was used, or has ended. */
export function linkNotInForce(): ProblemError {
  return new ProblemError(403, 'link_not_in_force', 'This link is not in force: ask for a new one');
}
