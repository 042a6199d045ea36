import { randomBytes } from 'node:crypto';
import { isEmail } from 'class-validator';
import { hashPassword, MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from '../identity/password.js';
import { AdministratorService } from '../setup/administrator.service.js';
import { askHidden, readStandardInput } from './ask-password.js';
import { CommandError } from './command-error.js';
import { runCommand } from './run-command.js';
import { useTenant } from './use-tenant.js';

/** @throws CommandError for an unfit e-mail or password, UniquenessError when the userName is taken */
export async function createAdministrator(options: {
  email: string;
  passwordStdin?: boolean;
  tenant?: string;
}): Promise<void> {
  const { email, tenant } = options;
  if (!isEmail(email)) throw new CommandError('--email needs an e-mail address');
  const given = await readPassword(options.passwordStdin === true);
  const password = given ?? randomBytes(18).toString('base64url');
  await runCommand(async (context) => {
    await useTenant(context, tenant);
    const passwordHash = await hashPassword(password);
    await context.get(AdministratorService, { strict: false }).create(email, passwordHash);
  });
  process.stderr.write(`${email} is an administrator.\n`);
  if (given !== undefined) return;
  process.stderr.write('Their password, shown this once:\n');
  process.stdout.write(`${password}\n`);
}

/** Undefined where none is given, so that one is made. */
async function readPassword(fromStandardInput: boolean): Promise<string | undefined> {
  if (!fromStandardInput && !process.stdin.isTTY) return undefined;
  const password = fromStandardInput
    ? await readStandardInput()
    : await askHidden('Password (leave empty to have one made): ');
  if (password === '' && !fromStandardInput) return undefined;
  if (password.length >= MIN_PASSWORD_LENGTH && password.length <= MAX_PASSWORD_LENGTH) return password;
  throw new CommandError(
    `The password must have ${MIN_PASSWORD_LENGTH} to ${MAX_PASSWORD_LENGTH} characters`,
  );
}
