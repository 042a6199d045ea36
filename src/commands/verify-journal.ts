import type { Anchor } from '../journal/journal-anchor.js';
import { JournalVerification } from '../journal/journal-verification.js';
import { currentTenantId } from '../operations/request-context.js';
import { CommandError } from './command-error.js';
import { runCommand } from './run-command.js';
import { withProgressBar } from './progress-bar.js';
import { useTenant } from './use-tenant.js';

const ANCHOR = /^(\d+):([0-9a-f]{64})$/;

/** @throws CommandError that names the first entry which is not as it was written */
export async function verifyJournal({ anchor, tenant }: { anchor?: string; tenant?: string }): Promise<void> {
  const known = readAnchor(anchor);
  await runCommand(async (context) => {
    await useTenant(context, tenant);
    const { verified, broken, head } = await withProgressBar((progress) =>
      context.get(JournalVerification, { strict: false }).verify(currentTenantId(), {
        anchor: known,
        progress: (done) => {
          progress(done, done + 1);
        },
      }),
    );
    if (broken) {
      throw new CommandError(
        `The journal is broken at sequence ${broken.sequence}: ${broken.reason}. ${verified} entries before it are as they were.`,
      );
    }
    process.stdout.write(`${verified} entries are as they were written.\n`);
    if (head) process.stdout.write(`The journal ends at ${head.sequence}:${head.chain}\n`);
  });
}

function readAnchor(text: string | undefined): Anchor | undefined {
  if (text === undefined) return undefined;
  const [, sequence, chain] = ANCHOR.exec(text) ?? [];
  if (sequence === undefined || chain === undefined) {
    throw new CommandError('--anchor needs an end that an earlier verification has printed: SEQUENCE:CHAIN');
  }
  return { sequence: Number(sequence), chain };
}
