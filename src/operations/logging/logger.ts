import { pino, type DestinationStream, type Logger } from 'pino';
import { PinoPretty } from 'pino-pretty';
import type { Configuration } from '../../config/configuration.js';
import { findContext } from '../request-context.js';

/** Never written, whoever logs an object that holds them. */
const SECRET_FIELDS = ['authorization', 'cookie', 'set-cookie', 'password', 'secret', 'token', 'setupToken'];

/** The process's log: one JSON object a line, or lines for people, with the request's id where there is one. */
export function createLogger(configuration: Configuration, destination?: DestinationStream): Logger {
  const format = configuration.logFormat ?? (process.stdout.isTTY ? 'pretty' : 'json');
  return pino(
    {
      level: configuration.logLevel,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      base: undefined,
      mixin: () => {
        const context = findContext();
        return context ? { requestId: context.requestId } : {};
      },
      serializers: { err: describeError },
      redact: { paths: SECRET_FIELDS.flatMap(everyDepth), censor: '[redacted]' },
    },
    destination ??
      (format === 'pretty'
        ? PinoPretty({ sync: true, ignore: 'context' })
        : pino.destination({ sync: true })),
  );
}

/** The field itself and within up to three objects; pino wants each depth spelled out. */
function everyDepth(field: string): string[] {
  return ['', '*.', '*.*.', '*.*.*.'].map((parents) =>
    parents === '' ? `["${field}"]` : `${parents.slice(0, -1)}["${field}"]`,
  );
}

/** What an error is, and nothing of what it carries: a database's holds the statement with its values. */
function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) };
  const { name, message, stack, cause } = error;
  const code = (error as { code?: unknown }).code;
  return {
    type: name,
    message,
    ...(typeof code === 'string' && { code }),
    stack,
    ...(cause instanceof Error && { cause: describeError(cause) }),
  };
}
