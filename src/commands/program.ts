import { Command } from 'commander';

const ENVIRONMENT =
  "\nThe environment is the same as the server's, with .env beneath it. On the embedded database the server must be" +
  '\nstopped first: it holds the file for itself.';

const TENANT = ['--tenant <name>', 'the tenant; without it the first one'] as const;

/** Loads what a command does once it is asked for: help and wrong options need nothing of the server. */
function lazily<Arguments extends unknown[]>(
  load: () => Promise<(...given: Arguments) => Promise<void>>,
): (...given: Arguments) => Promise<void> {
  return async (...given) => (await load())(...given);
}

/** The command line: the same services as the server, without HTTP. */
export function program(): Command {
  const rollcall = new Command('rollcall')
    .description('Administers Rollcall, the self-hosted SCIM 2.0 provisioning server.')
    .addHelpText('after', ENVIRONMENT)
    .showHelpAfterError();
  rollcall
    .command('migrate')
    .description('brings the database up to date, and sets up an empty one')
    .action(lazily(async () => (await import('./migrate.js')).migrate));
  const admin = rollcall.command('admin').description('administrators');
  admin
    .command('create')
    .description('creates an administrator with local sign-in')
    .requiredOption('--email <email>', 'e-mail, which is also the userName')
    .option('--password-stdin', 'reads the password from standard input')
    .option(...TENANT)
    .addHelpText(
      'after',
      '\nOn a terminal it asks for the password; with none it makes one and prints it once.',
    )
    .action(lazily(async () => (await import('./create-administrator.js')).createAdministrator));
  admin
    .command('recover')
    .description('prints a link that signs an administrator in once, also where single sign-on is enforced')
    .requiredOption('--email <name>', 'e-mail or userName of the administrator')
    .option(...TENANT)
    .action(lazily(async () => (await import('./recover-administrator.js')).recoverAdministrator));
  const secret = rollcall.command('secret').description('the SCIM secret');
  secret
    .command('issue')
    .description('issues the SCIM secret and prints it once; the one before is void at once')
    .requiredOption(
      '--administrator <name>',
      'e-mail or userName of the user manager or administrator it is bound to',
    )
    .option('--expires <time>', 'date and time with an offset, e.g. 2027-06-30T00:00:00Z; without it: never')
    .option(...TENANT)
    .action(lazily(async () => (await import('./issue-secret.js')).issueSecret));
  rollcall
    .command('audit')
    .description('the journal')
    .command('verify')
    .description('proves that the journal is as it was written, or names the first entry that is not')
    .option('--anchor <sequence:chain>', 'an end that an earlier verification has printed')
    .option(...TENANT)
    .action(lazily(async () => (await import('./verify-journal.js')).verifyJournal));
  addAccountCommands(rollcall);
  return rollcall;
}

/** What is done to accounts by the many. */
function addAccountCommands(rollcall: Command): void {
  rollcall
    .command('import')
    .description('brings existing accounts in')
    .command('users')
    .argument('<file>', 'CSV with a header, or JSON lines; - for standard input')
    .description('creates users from a file, and names each faulty line')
    .option('--dry-run', 'changes nothing, and says what would happen')
    .option('--all-or-nothing', 'one faulty line, and nobody is created')
    .option('--format <format>', 'csv or jsonl, where the name of the file does not tell')
    .option(...TENANT)
    .action(lazily(async () => (await import('./import-users.js')).importUsers));
  rollcall
    .command('convert-user-ids')
    .description('makes every user’s e-mail their userName, and goes on where it was when it was interrupted')
    .option('--dry-run', 'changes nothing, and says what would happen')
    .option('--include-managed', 'converts those too whom the identity provider manages')
    .option(...TENANT)
    .action(lazily(async () => (await import('./convert-user-ids.js')).convertUserIds));
}
