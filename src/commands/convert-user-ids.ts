import { setTimeout as sleep } from 'node:timers/promises';
import type { INestApplicationContext } from '@nestjs/common';
import type { ConversionParameters } from '../conversion/user-id-conversion.js';
import { ConversionService } from '../conversion/conversion.service.js';
import { JobFindings } from '../jobs/job-findings.js';
import type { Finding, FindingKind } from '../jobs/job-finding.repository.js';
import type { Job } from '../jobs/job.repository.js';
import { JobService } from '../jobs/job.service.js';
import { CommandError } from './command-error.js';
import { HOST } from './host.js';
import { withProgressBar } from './progress-bar.js';
import { runCommand } from './run-command.js';
import { useTenant } from './use-tenant.js';

/** Milliseconds between two looks at how far it is. */
const LOOK = 200;
const PAGE = 200;

interface Options {
  readonly dryRun?: boolean;
  readonly includeManaged?: boolean;
  readonly tenant?: string;
}

/** @throws CommandError unless every user has, or in a dry run would have, their e-mail as userName */
export async function convertUserIds({
  dryRun = false,
  includeManaged = false,
  tenant,
}: Options): Promise<void> {
  await runCommand(async (context) => {
    await useTenant(context, tenant);
    const id = await begin(context.get(ConversionService, { strict: false }), { dryRun, includeManaged });
    const jobs = context.get(JobService, { strict: false });
    const job = await withProgressBar(async (progress) => {
      for (;;) {
        const found = await jobs.retrieve(id);
        if (found.state !== 'running') return found;
        if (found.total !== null) progress(found.done, found.total);
        await sleep(LOOK);
      }
    });
    if (job.state === 'failed') throw new CommandError(job.error!);
    await tell(context, job, dryRun);
  });
}

/** A conversion that was interrupted goes on: its job is still there, and this process takes it up like any other. */
async function begin(
  conversion: ConversionService,
  options: { dryRun: boolean; includeManaged: boolean },
): Promise<string> {
  const running = await conversion.findRunning();
  if (!running) return conversion.convert(HOST, options);
  const { dryRun, includeManaged } = running.parameters as Partial<ConversionParameters>;
  if (dryRun !== options.dryRun || includeManaged !== options.includeManaged) {
    throw new CommandError(`A job that does something else (${running.id}) is under way, and goes first`);
  }
  process.stderr.write(`Going on with the job ${running.id}\n`);
  return running.id;
}

async function tell(context: INestApplicationContext, job: Job, dryRun: boolean): Promise<void> {
  const { converted, unchanged } = job.result as { converted: number; unchanged: number };
  const findings = context.get(JobFindings, { strict: false });
  if (dryRun) {
    await each(findings, job.id, 'change', ({ userName, email }) => {
      process.stdout.write(`${userName} → ${email}\n`);
    });
  }
  await each(findings, job.id, 'conflict', ({ userId, userName, email, reason }) => {
    process.stderr.write(`${userName} (${userId}, ${email ?? 'without e-mail'}): ${reason}\n`);
  });
  const verb = dryRun ? 'would be converted' : 'converted';
  process.stdout.write(
    `${job.total} users: ${converted} ${verb}, ${unchanged} unchanged, ${job.conflictCount} conflicts\n` +
      (dryRun ? '' : `The job is ${job.id}: by this id it can be undone\n`),
  );
  if (job.conflictCount > 0) throw new CommandError('Not every user has their e-mail as userName');
}

async function each(
  findings: JobFindings,
  jobId: string,
  kind: FindingKind,
  show: (finding: Finding) => void,
): Promise<void> {
  for (let cursor: string | undefined = ''; cursor !== undefined;) {
    const { items, nextCursor }: { items: Finding[]; nextCursor?: string } = await findings.list(
      jobId,
      kind,
      PAGE,
      cursor === '' ? undefined : cursor,
    );
    items.forEach(show);
    cursor = nextCursor;
  }
}
