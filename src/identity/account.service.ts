import { Injectable } from '@nestjs/common';
import { Journal } from '../journal/journal.js';
import { currentTenantId } from '../operations/request-context.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import { AccessService } from './access.service.js';
import { AccountRepository, type Account } from './account.repository.js';

/** Accounts: how people are found by what they call themselves, and their passwords. */
@Injectable()
export class AccountService {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly accounts: AccountRepository,
    private readonly access: AccessService,
    private readonly journal: Journal,
  ) {}

  /** By userName, or else by an e-mail that no other account shares. */
  findByName(name: string): Promise<Account | undefined> {
    return this.unit.read(() => this.accounts.findByName(currentTenantId(), name));
  }

  /** Of a new account. @param hash from `hashPassword` */
  setPassword(userId: string, hash: string): Promise<void> {
    return this.unit.write(() => this.accounts.setPassword(currentTenantId(), userId, hash));
  }

  /** The IdP says from now on who signs in: no password of ours, and nothing that began with one. */
  removePassword(userId: string): Promise<void> {
    return this.unit.write(async () => {
      await this.accounts.setPassword(currentTenantId(), userId, null);
      await this.access.endSignIns(userId);
    });
  }

  /** Sets another password, and ends what began with the old one; access tokens go on. @param hash from `hashPassword` */
  changePassword({ id, display }: Pick<Account, 'id' | 'display'>, hash: string): Promise<void> {
    return this.unit.write(async () => {
      await this.setPassword(id, hash);
      await this.access.endSignIns(id);
      await this.journal.record({
        action: 'user.updated',
        target: { type: 'user', id, display },
        changes: [{ path: 'password', before: null, after: null }],
      });
    });
  }
}
