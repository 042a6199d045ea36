import { ProblemError } from '../admin-api/problem.js';
import { explainStartFailure } from '../operations/start-failure.js';
import { ScimError } from '../scim/index.js';
import { CommandError } from './command-error.js';

/** Why a command has not done its work: in plain words where somebody can put it right. */
export function explainCommandFailure(error: unknown): string {
  const isPlain =
    error instanceof CommandError || error instanceof ProblemError || error instanceof ScimError;
  return isPlain ? error.message : explainStartFailure(error);
}
