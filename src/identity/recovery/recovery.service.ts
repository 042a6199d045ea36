import { Injectable } from '@nestjs/common';
import { Configuration } from '../../config/configuration.js';
import { Journal } from '../../journal/journal.js';
import { currentPublicUrl } from '../../operations/public-url.js';
import { currentContext } from '../../operations/request-context.js';
import { UnitOfWork } from '../../persistence/unit-of-work.js';
import { ForbiddenError } from '../../scim/index.js';
import { AccessService } from '../access.service.js';
import type { Account } from '../account.repository.js';
import { AccountRepository } from '../account.repository.js';
import { OneTimeLinks } from '../links/one-time-links.js';
import { SessionService, type NewSession } from '../session.service.js';

/** Milliseconds. */
const LINK_LIFETIME = 15 * 60_000;

/** A link by which an administrator gets in once. `expiresAt` in milliseconds since the epoch. */
export interface RecoveryLink {
  readonly url: string;
  readonly expiresAt: number;
}

/** The way back in when single sign-on, or a password, lets no administrator in. */
@Injectable()
export class RecoveryService {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly accounts: AccountRepository,
    private readonly access: AccessService,
    private readonly links: OneTimeLinks,
    private readonly sessions: SessionService,
    private readonly journal: Journal,
    private readonly configuration: Configuration,
  ) {}

  /** For whoever has the host. @throws ForbiddenError unless the account is that of an active administrator */
  issueLink(account: Account): Promise<RecoveryLink> {
    return this.unit.write(async () => {
      await this.assertAdministrator(account.id);
      const { token, expiresAt } = await this.links.issue(account.id, 'recovery', LINK_LIFETIME);
      await this.record('admin.recovery_link_issued', account);
      return { url: `${currentPublicUrl(this.configuration)}/recover?token=${token}`, expiresAt };
    });
  }

  /** Signs the administrator in, whatever is enforced, and uses the link up. @throws ProblemError `link_not_in_force` */
  async signIn(token: string): Promise<NewSession> {
    const context = currentContext();
    return this.unit.write(async () => {
      const { tenantId, userId } = await this.links.use(token, 'recovery');
      context.tenantId = tenantId;
      await this.assertAdministrator(userId);
      const account = (await this.accounts.find(tenantId, userId))!;
      const session = await this.sessions.open(account, 'recovery');
      if (!session) throw notAdministrator();
      await this.record('admin.recovered', account);
      return session;
    });
  }

  private async assertAdministrator(userId: string): Promise<void> {
    const { active } = await this.access.retrieve(userId);
    const roles = await this.access.rolesOf(userId);
    if (!active || !roles.includes('administrator')) throw notAdministrator();
  }

  private record(action: string, { id, display }: Account): Promise<void> {
    return this.journal.record({ action, target: { type: 'user', id, display } });
  }
}

function notAdministrator(): ForbiddenError {
  return new ForbiddenError('The account is not that of an active administrator');
}
