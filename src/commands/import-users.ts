import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { text } from 'node:stream/consumers';
import { IMPORT_FORMATS, type ImportFormat } from '../imports/import-lines.js';
import { UserImportService, type ImportReport } from '../imports/user-import.service.js';
import { CommandError } from './command-error.js';
import { HOST } from './host.js';
import { withProgressBar } from './progress-bar.js';
import { runCommand } from './run-command.js';
import { useTenant } from './use-tenant.js';

interface Options {
  readonly dryRun?: boolean;
  readonly allOrNothing?: boolean;
  readonly format?: string;
  readonly tenant?: string;
}

/** @throws CommandError for a file that cannot be read, and when not every line was right */
export async function importUsers(
  file: string,
  { dryRun = false, allOrNothing = false, format, tenant }: Options,
): Promise<void> {
  const options = { dryRun, allOrNothing, format: formatOf(file, format) };
  const content = await read(file);
  await runCommand(async (context) => {
    await useTenant(context, tenant);
    const imports = context.get(UserImportService, { strict: false });
    const report = await withProgressBar((progress) => imports.run(HOST, content, options, progress));
    tell(report, dryRun);
  });
}

function tell({ lines, created, faulty, faults }: ImportReport, dryRun: boolean): void {
  for (const { line, errors } of faults) {
    for (const { path, message } of errors) {
      process.stderr.write(`line ${line}: ${path === '' ? '' : `${path} `}${message}\n`);
    }
  }
  if (faulty > faults.length) process.stderr.write(`and ${faulty - faults.length} more faulty lines\n`);
  process.stdout.write(
    `${lines} lines: ${created} users ${dryRun ? 'would be ' : ''}created, ${faulty} lines faulty\n`,
  );
  if (faulty > 0) throw new CommandError('Not every line was right');
}

async function read(file: string): Promise<string> {
  if (file === '-') return text(process.stdin);
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new CommandError(`${file} cannot be read: ${(error as Error).message}`, { cause: error });
  }
}

function formatOf(file: string, format: string | undefined): ImportFormat {
  const named =
    format ??
    ({ '.csv': 'csv', '.jsonl': 'jsonl', '.ndjson': 'jsonl' } as Record<string, string>)[extname(file)];
  const known = IMPORT_FORMATS.find((name) => name === named);
  if (known) return known;
  throw new CommandError('--format needs csv or jsonl: the file’s name does not tell');
}
