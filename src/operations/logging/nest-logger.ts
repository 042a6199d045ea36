import { format } from 'node:util';
import type { LoggerService } from '@nestjs/common';
import type { Level, Logger } from 'pino';

/** Nest's account of its own start: of use only to those who debug it. What keeps it from starting, main.ts tells. */
const STARTUP = new Set([
  'ExceptionHandler',
  'InstanceLoader',
  'NestFactory',
  'NestApplication',
  'RouterExplorer',
  'RoutesResolver',
]);

/**
 * Lets `new Logger(context)` of Nest, which everybody uses, write to pino. A message may be a text, an error, or an
 * object whose fields become those of the line.
 */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, ...rest: unknown[]): void {
    this.write('info', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, rest);
  }

  /** Nest puts the context last, and for errors the stack before it. */
  private write(level: Level, message: unknown, rest: readonly unknown[]): void {
    const context = rest.at(-1);
    const stack = rest.length > 1 ? rest[0] : undefined;
    const fields = { ...(context !== undefined && { context }), ...(stack !== undefined && { stack }) };
    const actual = STARTUP.has(String(context)) ? 'debug' : level;
    if (message instanceof Error) this.logger[actual]({ ...fields, err: message }, message.message);
    else if (typeof message === 'object') this.logger[actual]({ ...fields, ...message });
    else this.logger[actual](fields, format('%s', message));
  }
}
