import { Injectable } from '@nestjs/common';
import { ManagedAccounts } from '../directory/managed-accounts.js';
import { RetainedUsers } from '../directory/retention/retained-users.js';
import type { Principal } from '../identity/principal.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import { ConnectionService } from '../provisioning/connection.service.js';
import { TokenService } from '../tokens/token.service.js';

/** What becomes of the accounts that the IdP has managed. */
export const MANAGED_ACCOUNTS = ['keep', 'convert', 'deactivate'] as const;
export type ManagedAccountsChoice = (typeof MANAGED_ACCOUNTS)[number];

/** Ends the connection to the IdP. */
@Injectable()
export class DisconnectionService {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly connections: ConnectionService,
    private readonly tokens: TokenService,
    private readonly accounts: ManagedAccounts,
    private readonly retained: RetainedUsers,
  ) {}

  /**
   * Voids the secret and puts the settings back, at once; then deals with the accounts, which with very many takes
   * minutes. After a crash the same call goes on where it was.
   * @throws ForbiddenError when accounts are to be deactivated that may do what the caller may not
   */
  async disconnect(caller: Principal, choice: ManagedAccountsChoice): Promise<void> {
    if (choice === 'deactivate') await this.accounts.assertMayDeactivate(caller);
    await this.unit.write(async () => {
      const current = await this.connections.lock();
      await this.tokens.voidActive();
      await this.connections.reset(current, { path: 'managedAccounts', before: null, after: choice });
      if (choice === 'convert') await this.retained.release();
      if (choice === 'deactivate') await this.retained.deactivate();
    });
    if (choice === 'convert') await this.accounts.convert();
    if (choice === 'deactivate') await this.accounts.deactivate(caller);
  }
}
