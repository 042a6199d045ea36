import { AccountService } from '../identity/account.service.js';
import { RecoveryService } from '../identity/recovery/recovery.service.js';
import { CommandError } from './command-error.js';
import { runCommand } from './run-command.js';
import { useTenant } from './use-tenant.js';

/** @throws CommandError when nobody has the name, ForbiddenError for who is no administrator */
export async function recoverAdministrator({
  email,
  tenant,
}: {
  email: string;
  tenant?: string;
}): Promise<void> {
  await runCommand(async (context) => {
    await useTenant(context, tenant);
    const account = await context.get(AccountService, { strict: false }).findByName(email);
    if (!account) throw new CommandError(`There is no single user with the e-mail or userName ${email}`);
    const { url } = await context.get(RecoveryService, { strict: false }).issueLink(account);
    process.stderr.write(`This link signs ${account.display} in, once and within 15 minutes:\n`);
    process.stdout.write(`${url}\n`);
  });
}
