import { Injectable } from '@nestjs/common';
import { JournalVerification } from '../journal/journal-verification.js';
import { currentTenantId } from '../operations/request-context.js';
import { ok, warning, type Check } from './check.js';

const ID = 'journal_verified';
const DAY = 86_400_000;
/** Days after which a verification is worth another one. */
const LASTS = 30;
const HOW = 'Verify it: GET /api/v1/audit-events/verification';

/** Whether somebody has lately had the history prove itself, at this server. It takes too long to be done here. */
@Injectable()
export class JournalCheck {
  constructor(private readonly verification: JournalVerification) {}

  run(): Check {
    const last = this.verification.lastOf(currentTenantId());
    if (!last) return warning(ID, 'The history has not been verified since this server was started', HOW);
    if (!last.isWhole) {
      return warning(ID, 'The history is not as it was written', `${HOW} names the first entry that is not`);
    }
    const days = Math.floor((Date.now() - last.at) / DAY);
    return days > LASTS
      ? warning(ID, `The history was last verified ${days} days ago`, HOW)
      : ok(ID, 'The history was verified lately, and is as it was written');
  }
}
