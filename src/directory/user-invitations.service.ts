import { Injectable } from '@nestjs/common';
import { ProblemError } from '../admin-api/problem.js';
import { AccessService } from '../identity/access.service.js';
import { Activation } from '../identity/invitations/activation.js';
import { Invitations } from '../identity/invitations/invitations.js';
import type { Principal } from '../identity/principal.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import { AccountUsersService } from './account-users.service.js';
import { inviteeOf } from './user-presentation.js';
import { UserDirectory } from './user-directory.js';
import type { UserDto } from './users.dto.js';

/** Invitations as administrators send them, and what applications have seen of those who were invited. */
@Injectable()
export class UserInvitations {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly users: UserDirectory,
    private readonly accounts: AccountUsersService,
    private readonly access: AccessService,
    private readonly invitations: Invitations,
    private readonly activation: Activation,
  ) {}

  /**
   * Sends an invitation, in place of the last one.
   * @throws NotFoundError, ForbiddenError for an account beyond the caller's rights, ProblemError `inactive`,
   *   `no_email`, `already_active`
   */
  invite(caller: Principal, id: string): Promise<UserDto> {
    return this.unit.write(async () => {
      const user = await this.users.retrieve(id, 'all', { lock: true });
      await this.access.assertMayChange(caller, id);
      await this.invitations.invite(inviteeOf(user));
      return this.accounts.retrieve(id);
    });
  }

  /** The user has come to an application; once more is no change. @throws NotFoundError, ProblemError `inactive` */
  activate(id: string): Promise<UserDto> {
    return this.unit.write(async () => {
      const user = await this.users.retrieve(id, 'all', { lock: true });
      if (!user.active)
        throw new ProblemError(409, 'inactive', 'The user is not active and cannot have come');
      await this.activation.activate(user);
      return this.accounts.retrieve(id);
    });
  }
}
