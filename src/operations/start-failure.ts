import { ConfigurationError } from '../config/load-configuration.js';
import { DatabaseInUseError } from '../persistence/process-lock.js';
import { UnavailableError } from '../persistence/unique-violation.js';
import { WrongSecretKeyError } from '../config/wrong-secret-key.js';

/** Errors whose message says all that there is to say. */
const PLAIN = [DatabaseInUseError, UnavailableError, WrongSecretKeyError];

/** Why the server does not start: a line each for what an operator can put right, the stack for the rest. */
export function explainStartFailure(error: unknown): string {
  if (error instanceof ConfigurationError) {
    return error.faults.map(({ variable, rule }) => `${variable} ${rule}`).join('\n');
  }
  if (PLAIN.some((kind) => error instanceof kind)) return (error as Error).message;
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
