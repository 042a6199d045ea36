import { Injectable } from '@nestjs/common';
import { currentTenantId } from '../operations/request-context.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import { AccessRepository } from './access.repository.js';
import { AccountRepository, type Account } from './account.repository.js';

/** Accounts: how people are found by what they call themselves, and their passwords. */
@Injectable()
export class AccountService {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly accounts: AccountRepository,
    private readonly access: AccessRepository,
  ) {}

  /** By userName, or else by an e-mail that no other account shares. */
  findByName(name: string): Promise<Account | undefined> {
    return this.unit.read(() => this.accounts.findByName(currentTenantId(), name));
  }

  /** Sets the password and ends all sessions that began with the old one. @param hash from `hashPassword` */
  setPassword(userId: string, hash: string): Promise<void> {
    return this.unit.write(async () => {
      await this.accounts.setPassword(currentTenantId(), userId, hash);
      await this.access.endSessions(currentTenantId(), userId);
    });
  }
}
