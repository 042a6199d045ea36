import { Injectable } from '@nestjs/common';
import { LastUse } from '../credentials/last-use.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import { ScimSecretRepository } from './scim-secret.repository.js';

/** When each SCIM secret was last used. */
@Injectable()
export class SecretUsage extends LastUse {
  constructor(
    unit: UnitOfWork,
    private readonly repository: ScimSecretRepository,
  ) {
    super(unit);
  }

  protected override markUsed(tenantId: number, id: string, at: number): Promise<void> {
    return this.repository.markUsed(tenantId, id, at);
  }
}
