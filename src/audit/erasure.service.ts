import { Injectable } from '@nestjs/common';
import { RetainedUsers } from '../directory/retention/retained-users.js';
import { AccessService } from '../identity/access.service.js';
import type { Principal } from '../identity/principal.js';
import { JobService } from '../jobs/job.service.js';
import { JournalErasure } from '../journal/journal-erasure.js';
import { ProvisioningLogService } from '../provisioning-log/provisioning-log.service.js';
import { ForbiddenError, NotFoundError } from '../scim/index.js';

/** The history without a person who asks for it. */
@Injectable()
export class ErasureService {
  constructor(
    private readonly erasure: JournalErasure,
    private readonly access: AccessService,
    private readonly retained: RetainedUsers,
    private readonly log: ProvisioningLogService,
    private readonly jobs: JobService,
  ) {}

  /**
   * @returns the id of the job that erases
   * @throws NotFoundError, ForbiddenError for oneself and for whoever may do more than the caller
   */
  async start(caller: Principal, userId: string): Promise<string> {
    if (userId === caller.userId)
      throw new ForbiddenError('Nobody erases their own history: ask a colleague');
    await this.access.assertMayChange(caller, userId);
    if (!(await this.erasure.knows(userId))) throw new NotFoundError('The history knows nobody of this id');
    // Whose history goes does not come back; and what is kept of them goes too.
    if (await this.retained.has(userId)) await this.retained.remove(caller, userId);
    return this.jobs.start('erase_history', async (progress) => {
      await this.log.forget(userId);
      return { erased: await this.erasure.erase(userId, progress) };
    });
  }
}
