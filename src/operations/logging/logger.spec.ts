import { describe, expect, it } from 'vitest';
import { loadConfiguration } from '../../config/load-configuration.js';
import { runInContext, SYSTEM } from '../request-context.js';
import { createLogger } from './logger.js';
import { NestLogger } from './nest-logger.js';

function logged(
  write: (logger: NestLogger) => void,
  env: Record<string, string> = {},
): Record<string, unknown>[] {
  const lines: string[] = [];
  const { configuration } = loadConfiguration({ LOG_FORMAT: 'json', ...env });
  write(new NestLogger(createLogger(configuration, { write: (line) => void lines.push(line) })));
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('the log', () => {
  it('is one JSON object a line, with level, time, context and message', () => {
    const [line] = logged((logger) => logger.log('Ready', 'Server'));
    expect(line).toEqual({ level: 'info', time: expect.any(String), context: 'Server', msg: 'Ready' });
  });

  it('bears the id of the request under way', () => {
    const [line] = logged((logger) =>
      runInContext({ requestId: 'r-1', ip: null, actor: SYSTEM }, () => logger.warn('odd', 'Test')),
    );
    expect(line).toMatchObject({ requestId: 'r-1', level: 'warn' });
  });

  it.each([
    [{ password: 'p4ss' }],
    [{ body: { token: 'p4ss', secret: 'p4ss' } }],
    [{ request: { headers: { authorization: 'Bearer p4ss', cookie: 'p4ss', 'set-cookie': 'p4ss' } } }],
  ])('hides secrets at whatever depth a caller logs them: %j', (fields) => {
    const text = JSON.stringify(logged((logger) => logger.log(fields, 'Test')));
    expect(text).not.toContain('p4ss');
    expect(text).toContain('[redacted]');
  });

  it('tells an error with its stack and cause', () => {
    const error = new Error('outer', { cause: new Error('inner') });
    const [line] = logged((logger) => logger.error(error, undefined, 'Test'));
    expect(line).toMatchObject({
      level: 'error',
      msg: 'outer',
      err: { message: 'outer', cause: { message: 'inner' } },
    });
  });

  it('tells nothing that an error carries: a database’s holds the statement with its values', () => {
    const error = Object.assign(new Error('broken'), {
      code: 'ER_X',
      query: 'SELECT ?',
      parameters: ['Ada'],
    });
    const [line] = logged((logger) => logger.error(error, undefined, 'Test'));
    expect(line).toMatchObject({
      err: { type: 'Error', message: 'broken', code: 'ER_X', stack: expect.any(String) },
    });
    expect(JSON.stringify(line)).not.toMatch(/Ada|SELECT/);
  });

  it('leaves out what is below LOG_LEVEL', () => {
    const write = (logger: NestLogger): void => {
      logger.log('quiet', 'Test');
      logger.error('loud', undefined, 'Test');
    };
    expect(logged(write, { LOG_LEVEL: 'error' }).map(({ msg }) => msg)).toEqual(['loud']);
    expect(logged(write, { LOG_LEVEL: 'silent' })).toEqual([]);
  });

  it('counts what Nest says of its own start as debugging', () => {
    expect(logged((logger) => logger.log('Mapped {/x}', 'RouterExplorer'))).toEqual([]);
  });
});
