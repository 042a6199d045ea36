import { Injectable } from '@nestjs/common';
import { Journal } from '../../journal/journal.js';
import { currentTenantId } from '../../operations/request-context.js';
import type { Person } from '../access.repository.js';
import { InvitationRepository } from './invitation.repository.js';

/** The moment in which somebody who was expected has come. */
@Injectable()
export class Activation {
  constructor(
    private readonly invitations: InvitationRepository,
    private readonly journal: Journal,
  ) {}

  /** Does nothing for those who are not expected, or have come before; part of the write that proves it. */
  async activate({ id, display }: Pick<Person, 'id' | 'display'>): Promise<void> {
    if (!(await this.invitations.activate(currentTenantId(), id, Date.now()))) return;
    await this.journal.record({
      action: 'user.activated',
      target: { type: 'user', id, display },
      changes: [{ path: 'status', before: 'invited', after: 'active' }],
    });
  }
}
