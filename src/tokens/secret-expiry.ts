import { Injectable } from '@nestjs/common';
import { Journal } from '../journal/journal.js';
import { currentContext, runInContext, SYSTEM } from '../operations/request-context.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import { ScimSecretRepository, type StoredSecret } from './scim-secret.repository.js';

/** Secrets with an end. */
@Injectable()
export class SecretExpiry {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly repository: ScimSecretRepository,
    private readonly journal: Journal,
  ) {}

  /**
   * Whether the secret's time is over. The first to notice marks it and writes the journal: a clock that is set
   * back does not revive it.
   */
  async hasExpired(secret: StoredSecret, tenantId: number, now: number): Promise<boolean> {
    if (secret.expiredAt !== null) return true;
    if (secret.expiresAt === null || secret.expiresAt > now) return false;
    const context = { ...currentContext(), actor: SYSTEM, tenantId };
    await runInContext(context, () => this.unit.write(() => this.mark(secret, tenantId, now)));
    return true;
  }

  private async mark(secret: StoredSecret, tenantId: number, now: number): Promise<void> {
    const isFirst = await this.repository.markExpired(tenantId, secret.id, now);
    if (!isFirst) return;
    await this.journal.record({
      action: 'scim_secret.expired',
      target: { type: 'scim_secret', id: secret.id, display: secret.hint },
    });
  }
}
