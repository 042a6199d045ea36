import { Injectable } from '@nestjs/common';
import { AccessService } from '../identity/access.service.js';
import type { Principal } from '../identity/principal.js';
import { Journal } from '../journal/journal.js';
import { currentTenantId } from '../operations/request-context.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import { ManagedAccountsRepository } from './managed-accounts.repository.js';
import { UserDirectory } from './user-directory.js';
import { STRICT } from './user-presentation.js';

/** Accounts a unit of work: others get their turn in between. */
const SLICE = 200;

/**
 * What becomes of the accounts of an IdP that is gone. Each slice is a transaction with its journal entries; who
 * begins again after a crash goes on with those that are left.
 */
@Injectable()
export class ManagedAccounts {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly repository: ManagedAccountsRepository,
    private readonly users: UserDirectory,
    private readonly access: AccessService,
    private readonly journal: Journal,
  ) {}

  /** @throws ForbiddenError when one of the active ones may do what the caller may not */
  assertMayDeactivate(caller: Principal): Promise<void> {
    return this.unit.read(async () => {
      await this.access.assertMayChangeHolders(caller, await this.repository.rolesHeld(currentTenantId()));
    });
  }

  /** Makes all users and groups local: they are changed here from now on. */
  async convert(): Promise<void> {
    for (let after: string | undefined = ''; after !== undefined;) after = await this.convertSlice(after);
  }

  /** Deactivates all users but the last administrator; they stay managed. @throws ForbiddenError as above */
  async deactivate(caller: Principal): Promise<void> {
    for (let after: string | undefined = ''; after !== undefined;) {
      after = await this.deactivateSlice(caller, after);
    }
  }

  private convertSlice(after: string): Promise<string | undefined> {
    return this.unit.write(async () => {
      const slice = await this.repository.next(currentTenantId(), after, SLICE);
      if (slice.length === 0) return undefined;
      await this.repository.release(
        currentTenantId(),
        slice.map(({ id }) => id),
      );
      await this.journal.record(
        ...slice.map(({ id, type, display }) => ({
          action: type === 'User' ? 'user.updated' : 'group.updated',
          target: { type: type === 'User' ? ('user' as const) : ('group' as const), id, display },
          changes: [{ path: 'externallyManaged', before: true, after: false }],
        })),
      );
      return slice.at(-1)!.id;
    });
  }

  private deactivateSlice(caller: Principal, after: string): Promise<string | undefined> {
    return this.unit.write(async () => {
      const ids = await this.repository.nextActiveUsers(currentTenantId(), after, SLICE);
      for (const id of ids) {
        if (await this.access.isLastAdministrator(id)) continue;
        await this.access.assertMayChange(caller, id);
        const operations = [{ op: 'replace', path: 'active', value: false }] as const;
        await this.users.modify(id, operations, { visibility: 'all', conformance: STRICT });
      }
      return ids.at(-1);
    });
  }
}
