import { createHmac, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { SecretKey } from '../config/secret-key.js';
import { Journal } from '../journal/journal.js';
import { currentContext, currentTenantId } from '../operations/request-context.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import { uuidv7 } from '../persistence/uuid.js';
import { UnauthorizedError } from '../scim/index.js';
import { AccessRepository } from './access.repository.js';
import { AccountRepository, type Account } from './account.repository.js';
import { verifyPassword } from './password.js';
import { Activation } from './invitations/activation.js';
import type { Permission } from './permissions.js';
import type { SignedInPrincipal, TenantOfCaller } from './principal.js';
import { RoleRepository } from './roles/role.repository.js';
import { SessionRepository, type SignInMethod, type StoredSession } from './session.repository.js';
import { SsoSettingsRepository } from './sso/sso-settings.repository.js';
import { SignInThrottle } from './throttle/sign-in-throttle.js';

/** Milliseconds after which a session ends: at the latest, and when it is not used. */
const LIFETIME = 7 * 24 * 3_600_000;
const IDLE_LIMIT = 12 * 3_600_000;
/** How old the stored time of last use may get. */
const PRECISION = 60_000;

/** A session that was just made: the only time that its token is known. */
export interface NewSession {
  readonly token: string;
  readonly principal: SignedInPrincipal;
}

interface Rights {
  readonly roles: readonly string[];
  readonly permissions: readonly Permission[];
}

/** Sign-ins: opaque tokens of 256 random bits, of which a digest is kept. */
@Injectable()
export class SessionService {
  private readonly key: Buffer;

  constructor(
    private readonly unit: UnitOfWork,
    private readonly accounts: AccountRepository,
    private readonly sessions: SessionRepository,
    private readonly access: AccessRepository,
    private readonly roles: RoleRepository,
    private readonly throttle: SignInThrottle,
    private readonly sso: SsoSettingsRepository,
    private readonly activation: Activation,
    private readonly journal: Journal,
    secretKey: SecretKey,
  ) {
    this.key = secretKey.derive('sessions');
  }

  /**
   * Signs in to the current tenant. Whatever is wrong, the answer and the time that it takes are the same.
   * @param name e-mail or userName
   * @throws UnauthorizedError, ProblemError `too_many_attempts`
   */
  async create(name: string, password: string): Promise<NewSession> {
    const attempt = await this.throttle.begin(name);
    const account = await this.unit.read(() => this.accounts.findByName(currentTenantId(), name));
    const isRight = await verifyPassword(password, account?.passwordHash ?? null);
    const session =
      account && isRight
        ? await this.unit.write(async () => {
            const tenantId = currentTenantId();
            if (!(await this.sso.allowsPassword(tenantId, account.id))) return undefined;
            if (!(await this.accounts.lockIsActive(tenantId, account.id))) return undefined;
            // While it was verified, another may have been set, or the provider have taken the account over.
            if (!(await this.accounts.lockPassword(tenantId, account.id, account.passwordHash!)))
              return undefined;
            const opened = await this.open(account, 'password');
            if (opened) await this.throttle.succeeded(attempt);
            return opened;
          })
        : undefined;
    if (session) return session;
    await this.recordFailure(account);
    await this.throttle.forget();
    throw new UnauthorizedError('E-mail or password is wrong', 'Bearer realm="Rollcall"');
  }

  /** The session that a token stands for, while it lasts and its user is active. */
  async find(token: string): Promise<(TenantOfCaller & { principal: SignedInPrincipal }) | undefined> {
    const now = Date.now();
    const found = await this.unit.read(async () => {
      const session = await this.sessions.find(this.digest(token));
      return session && { session, rights: await this.rightsOf(session.tenantId, session.user.id) };
    });
    if (!found) return undefined;
    const { session, rights } = found;
    if (session.expiresAt <= now || session.lastSeenAt + IDLE_LIMIT <= now) return undefined;
    if (now - session.lastSeenAt >= PRECISION) {
      await this.unit.write(() => this.sessions.markSeen(session.tenantId, session.id, now));
    }
    const { tenantId, publicUrl } = session;
    return { tenantId, publicUrl, principal: toPrincipal(session.user, rights, session) };
  }

  /** Signs out. */
  delete({ session }: SignedInPrincipal): Promise<void> {
    return this.unit.write(async () => {
      await this.sessions.delete(currentTenantId(), session.id);
    });
  }

  /** By what the session that a token stands for is known, and which lets nobody in. */
  markOf(token: string): string {
    return this.digest(token).toString('base64url');
  }

  /** Ends the session of a mark, if there is one: whoever signs in again leaves none behind. */
  discard(mark: string): Promise<void> {
    return this.unit.write(async () => {
      const session = await this.sessions.find(Buffer.from(mark, 'base64url'));
      if (session) await this.sessions.delete(session.tenantId, session.id);
    });
  }

  /**
   * Begins a session, in the write that has proved who it is.
   * @returns undefined when the user is not active (any more)
   */
  async open(
    { id: userId, userName, display }: Pick<Account, 'id' | 'userName' | 'display'>,
    method: SignInMethod,
  ): Promise<NewSession | undefined> {
    const tenantId = currentTenantId();
    if (!(await this.accounts.lockIsActive(tenantId, userId))) return undefined;
    const now = Date.now();
    const token = randomBytes(32).toString('base64url');
    const session = { id: uuidv7(now), createdAt: now, expiresAt: now + LIFETIME };
    await this.sessions.deleteEnded(tenantId, userId, now, now - IDLE_LIMIT);
    await this.sessions.insert(tenantId, {
      ...session,
      userId,
      tokenDigest: this.digest(token),
      method,
      ip: currentContext().ip,
      userAgent: currentContext().userAgent ?? null,
    });
    await this.accounts.setLastSignIn(tenantId, userId, now);
    currentContext().actor = { type: 'user', id: userId, display };
    await this.journal.record({
      action: 'session.created',
      target: { type: 'session', id: session.id, display },
      changes: [{ path: 'method', before: null, after: method }],
    });
    await this.activation.activate({ id: userId, display });
    const rights = await this.rightsOf(tenantId, userId);
    return { token, principal: toPrincipal({ id: userId, userName, display }, rights, session) };
  }

  private async rightsOf(tenantId: number, userId: string): Promise<Rights> {
    const roles = await this.access.rolesOf(tenantId, userId);
    return { roles, permissions: await this.roles.permissionsOf(tenantId, roles) };
  }

  /** What was typed is not written down: it may be a password in the wrong field. */
  private recordFailure(account: Account | undefined): Promise<void> {
    const target = account
      ? ({ type: 'user', id: account.id, display: account.display } as const)
      : ({ type: 'session', id: null, display: 'unknown account' } as const);
    return this.unit.write(() =>
      this.journal.record({ action: 'session.failed', target, outcome: 'failure' }),
    );
  }

  private digest(token: string): Buffer {
    return createHmac('sha256', this.key).update(token).digest();
  }
}

function toPrincipal(
  user: StoredSession['user'],
  rights: Rights,
  { id, expiresAt }: { id: string; expiresAt: number },
): SignedInPrincipal {
  return {
    userId: user.id,
    userName: user.userName,
    display: user.display,
    ...rights,
    session: { id, expiresAt },
  };
}
