import { Injectable } from '@nestjs/common';
import { LastUse } from '../../credentials/last-use.js';
import { UnitOfWork } from '../../persistence/unit-of-work.js';
import { AccessTokenRepository } from './access-token.repository.js';

/** When each access token was last used. */
@Injectable()
export class AccessTokenUsage extends LastUse {
  constructor(
    unit: UnitOfWork,
    private readonly repository: AccessTokenRepository,
  ) {
    super(unit);
  }

  protected override markUsed(tenantId: number, id: string, at: number): Promise<void> {
    return this.repository.markUsed(tenantId, id, at);
  }
}
