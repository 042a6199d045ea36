import { Injectable } from '@nestjs/common';
import { InvalidInputError, ProblemError } from '../../admin-api/problem.js';
import { Configuration } from '../../config/configuration.js';
import { Journal } from '../../journal/journal.js';
import { currentPublicUrl } from '../../operations/public-url.js';
import { currentContext, currentTenantId } from '../../operations/request-context.js';
import { UnitOfWork } from '../../persistence/unit-of-work.js';
import { ForbiddenError, UnauthorizedError } from '../../scim/index.js';
import { AccessService } from '../access.service.js';
import { AccountRepository } from '../account.repository.js';
import { AccountService } from '../account.service.js';
import { OneTimeLinks } from '../links/one-time-links.js';
import { hashPassword, verifyPassword } from '../password.js';
import type { Principal } from '../principal.js';
import { SessionService, type NewSession } from '../session.service.js';
import { SsoSettingsRepository } from '../sso/sso-settings.repository.js';
import { SignInThrottle } from '../throttle/sign-in-throttle.js';

/** Milliseconds. */
const LINK_LIFETIME = 24 * 3_600_000;

/** A link as the administrator gets it, once. `expiresAt` in milliseconds since the epoch. */
export interface PasswordLink {
  readonly url: string;
  readonly expiresAt: number;
}

/** How people come to another password: with the one that they have, or by a link from an administrator. */
@Injectable()
export class PasswordService {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly access: AccessService,
    private readonly accounts: AccountService,
    private readonly repository: AccountRepository,
    private readonly sessions: SessionService,
    private readonly throttle: SignInThrottle,
    private readonly links: OneTimeLinks,
    private readonly sso: SsoSettingsRepository,
    private readonly journal: Journal,
    private readonly configuration: Configuration,
  ) {}

  /**
   * Changes the caller's own password; all of their sessions end, and a new one begins.
   * @throws InvalidInputError when the present password is wrong, ProblemError `too_many_attempts`
   */
  async change(caller: Principal, currentPassword: string, newPassword: string): Promise<NewSession> {
    const attempt = await this.throttle.begin(caller.userName);
    const account = await this.unit.read(() => this.repository.find(currentTenantId(), caller.userId));
    if (!(await verifyPassword(currentPassword, account?.passwordHash ?? null))) {
      throw new InvalidInputError([{ path: 'currentPassword', message: 'is not your password' }]);
    }
    const hash = await hashPassword(newPassword);
    return this.unit.write(async () => {
      await this.assertAllowed(caller.userId);
      await this.accounts.changePassword(account!, hash);
      const session = await this.sessions.open(account!, 'password');
      if (!session) throw new UnauthorizedError('The session has ended', 'Bearer realm="Rollcall"');
      await this.throttle.succeeded(attempt);
      return session;
    });
  }

  /**
   * A link by which the user sets a password, once and within a day; earlier ones are void.
   * @throws NotFoundError, ForbiddenError for an account beyond the caller's rights, ProblemError `inactive`
   */
  issueLink(caller: Principal, userId: string): Promise<PasswordLink> {
    return this.unit.write(async () => {
      const { id, display } = await this.access.retrieve(userId, { lock: true });
      await this.access.assertMayChange(caller, id);
      if (!(await this.repository.lockIsActive(currentTenantId(), id))) {
        throw new ProblemError(409, 'inactive', 'The user is not active and could not sign in');
      }
      await this.assertAllowed(id);
      const { token, expiresAt } = await this.links.issue(id, 'password_reset', LINK_LIFETIME);
      await this.journal.record({
        action: 'user.password_link_issued',
        target: { type: 'user', id, display },
        changes: [{ path: 'expiresAt', before: null, after: new Date(expiresAt).toISOString() }],
      });
      return { url: `${currentPublicUrl(this.configuration)}/reset-password?token=${token}`, expiresAt };
    });
  }

  /** Sets the password of whom the link is for, and uses it up. @throws ProblemError `link_not_in_force` */
  async reset(token: string, password: string): Promise<void> {
    const { tenantId, userId } = await this.links.find(token, 'password_reset');
    const hash = await hashPassword(password);
    const context = currentContext();
    context.tenantId = tenantId;
    await this.unit.write(async () => {
      await this.links.use(token, 'password_reset');
      if (!(await this.repository.lockIsActive(tenantId, userId))) {
        throw new ForbiddenError('The account is not active');
      }
      await this.assertAllowed(userId);
      const person = await this.access.retrieve(userId);
      context.actor = { type: 'user', id: userId, display: person.display };
      await this.accounts.changePassword(person, hash);
    });
  }

  private async assertAllowed(userId: string): Promise<void> {
    if (await this.sso.allowsPassword(currentTenantId(), userId)) return;
    throw new ProblemError(409, 'sso_only', 'The account signs in by single sign-on, without a password');
  }
}
