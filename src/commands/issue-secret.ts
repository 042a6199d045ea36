import { AccountService } from '../identity/account.service.js';
import { TokenService } from '../tokens/token.service.js';
import { CommandError } from './command-error.js';
import { runCommand } from './run-command.js';
import { useTenant } from './use-tenant.js';

/** An RFC 3339 date and time: without an offset it would depend on the machine's time zone. */
const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/i;

/** @throws CommandError when nobody has the name, InvalidInputError when the person or the time is not fit */
export async function issueSecret({
  administrator,
  expires,
  tenant,
}: {
  administrator: string;
  expires?: string;
  tenant?: string;
}): Promise<void> {
  const expiresAt = readTime(expires);
  await runCommand(async (context) => {
    await useTenant(context, tenant);
    const account = await context.get(AccountService, { strict: false }).findByName(administrator);
    if (!account)
      throw new CommandError(`There is no single user with the e-mail or userName ${administrator}`);
    const issued = await context.get(TokenService, { strict: false }).issue(account.id, expiresAt);
    process.stderr.write(
      `The SCIM secret, bound to ${account.display}; it is shown this once` +
        `${issued.voided === null ? '' : ', and the one before is void'}:\n`,
    );
    process.stdout.write(`${issued.secret}\n`);
  });
}

function readTime(text: string | undefined): number | null {
  if (text === undefined) return null;
  const time = DATE_TIME.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time))
    throw new CommandError('--expires needs a date and time with an offset, e.g. 2027-06-30T00:00:00Z');
  return time;
}
