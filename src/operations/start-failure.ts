import { ConfigurationError } from '../config/load-configuration.js';
import { DatabaseInUseError } from '../persistence/process-lock.js';
import { UnavailableError } from '../persistence/unique-violation.js';

/** Why the server does not start: a line each for what an operator can put right, the stack for the rest. */
export function explainStartFailure(error: unknown): string {
  if (error instanceof ConfigurationError) {
    return error.faults.map(({ variable, rule }) => `${variable} ${rule}`).join('\n');
  }
  if (error instanceof DatabaseInUseError || error instanceof UnavailableError) return error.message;
  if (isListenError(error)) return `Cannot listen on ${error.address}:${error.port}: ${error.code}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

interface ListenError extends Error {
  readonly code: string;
  readonly address: string;
  readonly port: number;
}

function isListenError(error: unknown): error is ListenError {
  return error instanceof Error && 'syscall' in error && error.syscall === 'listen';
}
