import { Injectable } from '@nestjs/common';
import { Journal } from '../../journal/journal.js';
import { currentTenantId } from '../../operations/request-context.js';
import { UnitOfWork } from '../../persistence/unit-of-work.js';
import { ForbiddenError, NotFoundError } from '../../scim/index.js';
import { AccessService } from '../access.service.js';
import type { Principal, SignedInPrincipal } from '../principal.js';
import { SessionRepository, type ShownSession } from '../session.repository.js';

/** More than that nobody looks through; those that have ended go at the next sign-in. */
const MOST_SHOWN = 200;

/** The sessions of one user, seen and ended by themselves or by who looks after them. */
@Injectable()
export class SessionListService {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly sessions: SessionRepository,
    private readonly access: AccessService,
    private readonly journal: Journal,
  ) {}

  /** Newest first. @throws NotFoundError when there is no such user */
  list(userId: string): Promise<ShownSession[]> {
    return this.unit.read(async () => {
      await this.access.retrieve(userId);
      return this.sessions.list(currentTenantId(), userId, MOST_SHOWN);
    });
  }

  /** Of any user, for people alone. @throws NotFoundError, ForbiddenError to a program */
  listOf(caller: Principal, userId: string): Promise<ShownSession[]> {
    if (caller.accessToken) throw new ForbiddenError('Programs see no sessions');
    return this.list(userId);
  }

  /** Ends one of the caller's own sessions. @throws NotFoundError */
  delete({ userId, display }: Principal, id: string): Promise<void> {
    return this.unit.write(async () => {
      if (!(await this.sessions.delete(currentTenantId(), id, userId))) {
        throw new NotFoundError('There is no such session');
      }
      await this.record(userId, display);
    });
  }

  /** Ends the caller's sessions but the one that they speak from. */
  deleteOthers({ userId, display, session }: SignedInPrincipal): Promise<void> {
    return this.unit.write(async () => {
      const ended = await this.sessions.deleteOf(currentTenantId(), userId, session.id);
      if (ended > 0) await this.record(userId, display);
    });
  }

  /** Ends all sessions of a user. @throws NotFoundError, ForbiddenError for an account beyond the caller's rights */
  deleteOf(caller: Principal, userId: string): Promise<void> {
    return this.unit.write(async () => {
      const { id, display } = await this.access.retrieve(userId);
      await this.access.assertMayChange(caller, id);
      const ended = await this.sessions.deleteOf(currentTenantId(), id);
      if (ended > 0) await this.record(id, display);
    });
  }

  private record(id: string, display: string): Promise<void> {
    return this.journal.record({ action: 'session.revoked', target: { type: 'user', id, display } });
  }
}
