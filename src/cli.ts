#!/usr/bin/env node
import 'reflect-metadata';
import { program } from './commands/program.js';

try {
  await program().parseAsync();
} catch (error) {
  const { explainCommandFailure } = await import('./commands/command-failure.js');
  process.stderr.write(`${explainCommandFailure(error)}\n`);
  // What failed while it was being put together can no longer be closed: its connections would keep the process.
  process.exit(1);
}
