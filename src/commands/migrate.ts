import { runCommand } from './run-command.js';

/** Opening the database brings it up to date. */
export async function migrate(): Promise<void> {
  await runCommand(() => Promise.resolve());
  process.stdout.write('The database is up to date.\n');
}
