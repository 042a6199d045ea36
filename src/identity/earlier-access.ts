import { Injectable } from '@nestjs/common';
import { Journal } from '../journal/journal.js';
import { currentTenantId } from '../operations/request-context.js';
import type { Person, RoleSource } from './access.repository.js';
import { AccountRepository } from './account.repository.js';
import { OneTimeLinkRepository } from './links/one-time-link.repository.js';
import { BEYOND_USER_MANAGER, isSecretRole } from './permissions.js';
import { RoleService } from './roles/role.service.js';
import { SessionRepository } from './session.repository.js';

/** Somebody who gets roles. */
export interface Promotion {
  readonly person: Pick<Person, 'id' | 'display'>;
  /** The roles before. */
  readonly held: readonly string[];
  readonly gained: readonly string[];
}

/**
 * What opens an account that gets a role: who has made it when the account could do little must not get into one that
 * may do more. Parts of writes.
 */
@Injectable()
export class EarlierAccess {
  constructor(
    private readonly links: OneTimeLinkRepository,
    private readonly sessions: SessionRepository,
    private readonly accounts: AccountRepository,
    private readonly roles: RoleService,
    private readonly journal: Journal,
  ) {}

  /**
   * Links end, but for an invitation to the address that the IdP has given: nobody here has seen it. Password and
   * sessions end, too, where the IdP or a rule makes somebody a user manager or more: whoever gives that by hand looks
   * at the account.
   */
  async end(promotions: readonly Promotion[], source: RoleSource): Promise<void> {
    const ids = promotions.map(({ person }) => person.id);
    await this.links.deleteKnown(currentTenantId(), ids);
    if (source === 'manual') return;
    const known = new Map<string, boolean>();
    for (const { person, held, gained } of promotions) {
      const key = JSON.stringify([held, gained]);
      const isMuchMore = known.get(key) ?? (await this.isMuchMore(held, gained));
      known.set(key, isMuchMore);
      if (isMuchMore) await this.endPasswordOf(person);
    }
  }

  private async endPasswordOf(person: Promotion['person']): Promise<void> {
    const tenantId = currentTenantId();
    await this.sessions.deleteOf(tenantId, person.id);
    if (!(await this.accounts.deletePassword(tenantId, person.id))) return;
    await this.journal.record({
      action: 'user.updated',
      target: { type: 'user', id: person.id, display: person.display },
      changes: [{ path: 'password', before: null, after: null }],
    });
  }

  private async isMuchMore(held: readonly string[], gained: readonly string[]): Promise<boolean> {
    if (held.includes('administrator')) return false;
    if (gained.some(isSecretRole)) return true;
    const permitted = await this.roles.permissionsOf(gained);
    const more = permitted.filter((permission) => BEYOND_USER_MANAGER.includes(permission));
    if (more.length === 0) return false;
    const present = await this.roles.permissionsOf(held);
    return more.some((permission) => !present.includes(permission));
  }
}
