import { Injectable } from '@nestjs/common';
import { ProblemError } from '../../admin-api/problem.js';
import { Configuration } from '../../config/configuration.js';
import { Journal } from '../../journal/journal.js';
import { MailOutbox } from '../../mail/mail-outbox.js';
import { currentPublicUrl } from '../../operations/public-url.js';
import { currentContext, currentTenantId } from '../../operations/request-context.js';
import { UnitOfWork } from '../../persistence/unit-of-work.js';
import { TenantsService } from '../../tenants/tenants.service.js';
import { AccessService } from '../access.service.js';
import { CausedRoles } from '../caused-roles.js';
import { OneTimeLinks } from '../links/one-time-links.js';
import { SsoSettingsRepository } from '../sso/sso-settings.repository.js';
import { writeInvitation, type WayIn } from './invitation-letter.js';
import { InvitationRepository, type Invitation } from './invitation.repository.js';
import { InvitationSettingsRepository } from './invitation-settings.repository.js';

/** Milliseconds. */
const LINK_LIFETIME = 7 * 24 * 3_600_000;

/** Where single sign-on leads whoever comes by an invitation: to the application, whatever its address is then. */
export const TO_APPLICATION = 'application';

/** Somebody who may be invited. */
export interface Invitee {
  readonly id: string;
  readonly display: string;
  readonly userName: string;
  readonly email: string | undefined;
  readonly active: boolean;
}

/** People who are expected to come for the first time, and the mails that ask them to. Runs inside a unit of work. */
@Injectable()
export class Invitations {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly repository: InvitationRepository,
    private readonly settings: InvitationSettingsRepository,
    private readonly links: OneTimeLinks,
    private readonly sso: SsoSettingsRepository,
    private readonly tenants: TenantsService,
    private readonly access: AccessService,
    private readonly caused: CausedRoles,
    private readonly outbox: MailOutbox,
    private readonly journal: Journal,
    private readonly configuration: Configuration,
  ) {}

  /** By user id; who never was expected is missing. */
  async of(userIds: readonly string[]): Promise<Map<string, Invitation>> {
    const found = await this.unit.read(() => this.repository.list(currentTenantId(), userIds));
    return new Map(found.map((invitation) => [invitation.userId, invitation]));
  }

  async isExpected(userId: string): Promise<boolean> {
    return (await this.of([userId])).get(userId)?.activatedAt === null;
  }

  /** From now on the user is expected. */
  expect(userId: string): Promise<void> {
    return this.repository.insert(currentTenantId(), userId, Date.now());
  }

  /** The IdP has created somebody: expects and invites them, as the connection says. */
  async welcome(user: Invitee): Promise<void> {
    const mode = await this.settings.modeOf(currentTenantId());
    if (mode === 'off') return;
    await this.expect(user.id);
    if (mode === 'on_create' && user.active && user.email !== undefined) await this.send(user, user.email);
  }

  /**
   * A user has changed: a link that went to another address lets nobody in any more, and who is expected and is
   * invited without being asked for is invited at the new one, or once they are active.
   */
  async follow(before: Invitee, user: Invitee): Promise<void> {
    const hasMoved = before.email !== user.email;
    if (hasMoved || !user.active) await this.withdraw(user.id);
    const isDue = user.active && (hasMoved || !before.active);
    if (!isDue || user.email === undefined || !(await this.isExpected(user.id))) return;
    if ((await this.settings.modeOf(currentTenantId())) !== 'on_create') return;
    if (await this.mayBeLetInto(user.id)) await this.send(user, user.email);
  }

  /** Whoever has issued the IdP's secret knows it, and could have a link to an account that may do more sent to themselves. */
  private async mayBeLetInto(userId: string): Promise<boolean> {
    const roles = await this.access.rolesOf(userId);
    return (await this.caused.grantable(roles)).length === roles.length;
  }

  /**
   * Invites somebody because an administrator says so, once more or for the first time.
   * @throws ProblemError `inactive`, `no_email`, `already_active`
   */
  async invite(user: Invitee): Promise<void> {
    if (!user.active) throw new ProblemError(409, 'inactive', 'The user is not active and could not sign in');
    if (user.email === undefined) throw new ProblemError(409, 'no_email', 'The user has no e-mail');
    const invitation = (await this.of([user.id])).get(user.id);
    const hasCome =
      (invitation !== undefined && invitation.activatedAt !== null) ||
      (await this.repository.hasCome(currentTenantId(), user.id));
    if (hasCome) {
      throw new ProblemError(409, 'already_active', 'The user has come already, or has a password');
    }
    if (!invitation) await this.expect(user.id);
    await this.send(user, user.email);
  }

  /** Voids the link of the last invitation, and keeps its mail from leaving where it has not left yet. */
  async withdraw(userId: string): Promise<void> {
    await this.links.void(userId, 'invitation');
    const mailId = (await this.of([userId])).get(userId)?.mailId ?? null;
    if (mailId !== null) await this.outbox.withdraw(mailId);
  }

  private async send({ id, display, userName }: Invitee, address: string): Promise<void> {
    await this.withdraw(id);
    const letter = writeInvitation(
      await this.settings.find(currentTenantId()),
      userName,
      await this.wayInOf(id),
    );
    const mailId = await this.outbox.enqueue({
      kind: 'invitation',
      recipient: { name: display, address },
      ...letter,
      bulk: true,
    });
    await this.repository.noteSent(currentTenantId(), id, mailId, Date.now());
    await this.journal.record({
      action: 'user.invited',
      target: { type: 'user', id, display },
      changes: [{ path: 'invitation', before: null, after: address }],
    });
  }

  /** Whoever signs in by single sign-on alone gets no link that would let somebody else set a password. */
  private async wayInOf(userId: string): Promise<WayIn> {
    const publicUrl = currentPublicUrl(this.configuration);
    if (await this.sso.allowsPassword(currentTenantId(), userId)) {
      const { token, expiresAt } = await this.links.issue(userId, 'invitation', LINK_LIFETIME);
      return { by: 'password', url: `${publicUrl}/invitation?token=${token}`, expiresAt };
    }
    const query = new URLSearchParams({ returnTo: TO_APPLICATION });
    // At an address of its own the host tells the tenant.
    if (currentContext().publicUrl === undefined) {
      query.set('tenant', await this.tenants.nameOf(currentTenantId()));
    }
    return { by: 'sso', url: `${publicUrl}/sso/start?${query.toString()}` };
  }
}
