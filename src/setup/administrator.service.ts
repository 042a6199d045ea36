import { Injectable } from '@nestjs/common';
import { UserDirectory } from '../directory/user-directory.js';
import { AccessService } from '../identity/access.service.js';
import { AccountService } from '../identity/account.service.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import { USER, validateResource } from '../scim/index.js';

export interface Administrator {
  readonly id: string;
  readonly userName: string;
  readonly email: string;
  readonly roles: readonly string[];
}

/** Makes administrators without one who could: at the first start, and from the command line. */
@Injectable()
export class AdministratorService {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly users: UserDirectory,
    private readonly access: AccessService,
    private readonly accounts: AccountService,
  ) {}

  /**
   * Creates a user with the e-mail as userName, in the current tenant.
   * @param passwordHash from `hashPassword`
   * @throws UniquenessError when the userName is taken
   */
  create(email: string, passwordHash: string): Promise<Administrator> {
    const body = {
      schemas: [USER.schema.id],
      userName: email,
      emails: [{ value: email, type: 'work', primary: true }],
    };
    const user = validateResource(body, USER, { mode: 'strict', used: () => undefined });
    return this.unit.write(async () => {
      const { id } = await this.users.create(user, { externallyManaged: false, visibility: 'all' });
      await this.access.grantRole(id, 'administrator');
      await this.accounts.setPassword(id, passwordHash);
      return { id, userName: email, email, roles: ['administrator'] };
    });
  }
}
