#!/usr/bin/env node
import 'reflect-metadata';
import { explainCommandFailure } from './commands/command-failure.js';
import { program } from './commands/program.js';

try {
  await program().parseAsync();
} catch (error) {
  process.stderr.write(`${explainCommandFailure(error)}\n`);
  process.exitCode = 1;
}
