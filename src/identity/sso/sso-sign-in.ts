import { Injectable } from '@nestjs/common';
import { Journal } from '../../journal/journal.js';
import { currentTenantId } from '../../operations/request-context.js';
import { UnitOfWork } from '../../persistence/unit-of-work.js';
import { AccountRepository, type Account } from '../account.repository.js';
import { SessionService, type NewSession } from '../session.service.js';
import type { Claims } from './openid-provider.js';
import { SsoIdentityRepository } from './sso-identity.repository.js';
import { SsoRefusal } from './sso-refusal.js';
import { SsoSettingsRepository } from './sso-settings.repository.js';

/**
 * Whose account an identity stands for: issuer and subject say so. An e-mail is believed once, to link an account
 * that has no identity at the issuer yet, and only where the provider has verified it and one account has it.
 */
@Injectable()
export class SsoSignIn {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly identities: SsoIdentityRepository,
    private readonly accounts: AccountRepository,
    private readonly settings: SsoSettingsRepository,
    private readonly sessions: SessionService,
    private readonly journal: Journal,
  ) {}

  /** @throws SsoRefusal */
  signIn(claims: Claims): Promise<NewSession> {
    return this.unit.write(async () => {
      const account = await this.accountOf(claims);
      const session = await this.sessions.open(account, 'sso');
      if (!session) throw new SsoRefusal('not_active', account.id);
      return session;
    });
  }

  /**
   * Notes that the settings work, once whoever tests them has come back as themselves.
   * @param updatedAt of the settings
   * @throws SsoRefusal
   */
  test(claims: Claims, testerId: string, updatedAt: number): Promise<void> {
    return this.unit.write(async () => {
      const { id } = await this.accountOf(claims);
      if (id !== testerId) throw new SsoRefusal('somebody_else', id);
      await this.settings.markTested(currentTenantId(), updatedAt, Date.now());
      await this.journal.record({
        action: 'sso.tested',
        target: { type: 'settings', id: null, display: 'Single sign-on' },
      });
    });
  }

  private async accountOf(claims: Claims): Promise<Account> {
    const tenantId = currentTenantId();
    const linked = await this.identities.findUser(tenantId, claims);
    const userId = linked ?? (await this.userByEmail(claims));
    if (!(await this.accounts.lockIsActive(tenantId, userId))) throw new SsoRefusal('not_active', userId);
    const account = (await this.accounts.find(tenantId, userId))!;
    if (linked === undefined) await this.link(account, claims);
    return account;
  }

  private async userByEmail({ issuer, verifiedEmail }: Claims): Promise<string> {
    if (verifiedEmail === undefined) throw new SsoRefusal('email_not_verified');
    const [userId, another] = await this.identities.findByEmail(currentTenantId(), verifiedEmail);
    if (userId === undefined) throw new SsoRefusal('no_account');
    if (another !== undefined) throw new SsoRefusal('email_shared');
    // The provider has given the address to somebody else since.
    if (await this.identities.isLinked(currentTenantId(), userId, issuer)) {
      throw new SsoRefusal('linked_to_another_subject', userId);
    }
    return userId;
  }

  private async link({ id, display }: Account, { issuer, subject }: Claims): Promise<void> {
    await this.identities.insert(currentTenantId(), id, { issuer, subject }, Date.now());
    await this.journal.record({
      action: 'sso.linked',
      target: { type: 'user', id, display },
      changes: [
        { path: 'issuer', before: null, after: issuer },
        { path: 'subject', before: null, after: subject },
      ],
    });
  }
}
