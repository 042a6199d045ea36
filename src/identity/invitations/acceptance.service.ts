import { Injectable } from '@nestjs/common';
import { currentContext } from '../../operations/request-context.js';
import { UnitOfWork } from '../../persistence/unit-of-work.js';
import { AccountRepository } from '../account.repository.js';
import { AccountService } from '../account.service.js';
import { OneTimeLinks, linkNotInForce } from '../links/one-time-links.js';
import { hashPassword } from '../password.js';
import { SessionService, type NewSession } from '../session.service.js';
import { SsoSettingsRepository } from '../sso/sso-settings.repository.js';
import { InvitationSettingsRepository, type InvitationSettings } from './invitation-settings.repository.js';

/** Somebody has come in by an invitation. */
export interface Accepted extends Pick<InvitationSettings, 'productName' | 'applicationUrl'> {
  readonly session: NewSession;
}

/** What the link of an invitation does. */
@Injectable()
export class Acceptance {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly links: OneTimeLinks,
    private readonly repository: AccountRepository,
    private readonly accounts: AccountService,
    private readonly sso: SsoSettingsRepository,
    private readonly settings: InvitationSettingsRepository,
    private readonly sessions: SessionService,
  ) {}

  /**
   * Sets the password of whom the link is for, signs them in and uses the link up. Whatever is in the way, the answer
   * is that of a link that never was: it tells strangers nothing of the account.
   * @throws ProblemError `link_not_in_force`
   */
  async accept(token: string, password: string): Promise<Accepted> {
    const { tenantId, userId } = await this.links.find(token, 'invitation');
    const hash = await hashPassword(password);
    const context = currentContext();
    context.tenantId = tenantId;
    return this.unit.write(async () => {
      await this.links.use(token, 'invitation');
      const isOpen =
        (await this.repository.lockIsActive(tenantId, userId)) &&
        (await this.sso.allowsPassword(tenantId, userId));
      if (!isOpen) throw linkNotInForce();
      const account = (await this.repository.find(tenantId, userId))!;
      context.actor = { type: 'user', id: userId, display: account.display };
      await this.accounts.changePassword(account, hash);
      const session = await this.sessions.open(account, 'password');
      if (!session) throw linkNotInForce();
      const { productName, applicationUrl } = await this.settings.find(tenantId);
      return { session, productName, applicationUrl };
    });
  }
}
