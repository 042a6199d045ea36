import { Injectable } from '@nestjs/common';
import { currentTenantId } from '../operations/request-context.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import { AccessRepository } from './access.repository.js';
import { AccountRepository } from './account.repository.js';

/** Passwords of local accounts. */
@Injectable()
export class PasswordService {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly accounts: AccountRepository,
    private readonly access: AccessRepository,
  ) {}

  /** Sets the password and ends all sessions that began with the old one. @param hash from `hashPassword` */
  set(userId: string, hash: string): Promise<void> {
    return this.unit.write(async () => {
      await this.accounts.setPassword(currentTenantId(), userId, hash);
      await this.access.endSessions(currentTenantId(), userId);
    });
  }
}
