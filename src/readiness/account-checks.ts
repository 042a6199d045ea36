import { Injectable } from '@nestjs/common';
import { currentTenantId } from '../operations/request-context.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import type { Connection } from '../provisioning/connection.service.js';
import { AccountsRepository } from './accounts.repository.js';
import { ok, warnAbout, type Check } from './check.js';

/** Whether the accounts that are there fit what an IdP is going to send. */
@Injectable()
export class AccountChecks {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly accounts: AccountsRepository,
  ) {}

  /** Each look in a unit of its own, so that others are served in between. */
  async run({ matchUsersBy }: Connection): Promise<Check[]> {
    const tenantId = currentTenantId();
    const byEmail = matchUsersBy === 'email';
    return [
      warnAbout('accounts_with_email', await this.look(() => this.accounts.withoutEmail(tenantId)), {
        none: 'Every active account has an e-mail',
        some: 'There are active accounts without an e-mail: an identity provider cannot find them by it',
        fix: 'Give them one, or set matchUsersBy to userName',
      }),
      warnAbout('emails_unique', await this.look(() => this.accounts.sharedEmails(tenantId)), {
        none: 'No two accounts share an e-mail',
        some: 'Accounts share an e-mail: none of them is found or taken over by it',
        fix: 'Give each account an e-mail of its own, or delete the surplus ones',
      }),
      warnAbout(
        'names_unambiguous',
        await this.look(() => this.accounts.namesThatAreOthersEmails(tenantId)),
        {
          none: "No userName is somebody else's e-mail",
          some: 'userNames are the e-mail of another account: whoever signs in by it gets into the account of that name',
          fix: 'Rename one of the two',
        },
      ),
      byEmail
        ? warnAbout(
            'user_names_are_emails',
            await this.look(() => this.accounts.namesThatAreNoEmails(tenantId)),
            {
              none: 'Every userName is an e-mail',
              some: 'userNames are no e-mails, while identity providers that match by e-mail send e-mails as userNames',
              fix: 'Convert them: POST /api/v1/jobs/convert-user-ids, or rollcall convert-user-ids --dry-run',
            },
          )
        : ok('user_names_are_emails', 'Accounts are not matched by e-mail'),
      warnAbout('mailboxes_unique', await this.look(() => this.accounts.sharedMailboxes(tenantId)), {
        none: 'No two accounts have the same name before the @',
        some: 'E-mails are the same once the domain is cut off: systems that name people by the mailbox confuse them',
        fix: 'Name people by their whole e-mail (rollcall convert-user-ids) before such a system is connected',
      }),
      warnAbout('group_names_unique', await this.look(() => this.accounts.similarGroups(tenantId)), {
        none: 'No two groups have names that differ by white space alone',
        some: 'Names of groups differ by white space alone: the identity provider may take over the other one',
        fix: 'Rename or delete one of the two',
      }),
    ];
  }

  private look<T>(work: () => Promise<T>): Promise<T> {
    return this.unit.read(work);
  }
}
