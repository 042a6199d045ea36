import { AccountService } from '../identity/account.service.js';
import { RecoveryService } from '../identity/recovery/recovery.service.js';
import { currentContext } from '../operations/request-context.js';
import { TenantsService } from '../tenants/tenants.service.js';
import { CommandError } from './command-error.js';
import { runCommand } from './run-command.js';

/** @throws CommandError when nobody has the name, ForbiddenError for who is no administrator */
export async function recoverAdministrator({
  email,
  tenant,
}: {
  email: string;
  tenant?: string;
}): Promise<void> {
  await runCommand(async (context) => {
    if (tenant !== undefined) {
      const { id, publicUrl } = await context
        .get(TenantsService, { strict: false })
        .choose(tenant, undefined);
      if (id === 0) throw new CommandError(`There is no tenant named ${tenant}`);
      Object.assign(currentContext(), { tenantId: id, publicUrl });
    }
    const account = await context.get(AccountService, { strict: false }).findByName(email);
    if (!account) throw new CommandError(`There is no single user with the e-mail or userName ${email}`);
    const { url } = await context.get(RecoveryService, { strict: false }).issueLink(account);
    process.stderr.write(`This link signs ${account.display} in, once and within 15 minutes:\n`);
    process.stdout.write(`${url}\n`);
  });
}
