import { vi } from 'vitest';
import { NOTIFICATIONS } from '../../src/notifications/notifier.js';
import { findContext } from '../../src/operations/request-context.js';
import { UnitOfWork, type Parameter } from '../../src/persistence/unit-of-work.js';

type Run = (this: UnitOfWork, sql: string, parameters?: readonly Parameter[]) => Promise<never>;

/**
 * What a request starts and the server does later, at its own time: it seals the journal, notes when a secret was
 * used, and writes down what became of the IdP's calls, and removes what is too old.
 */
const BESIDE_REQUESTS =
  /journal_heads|sequence IS NULL|SET last_used_at|UPDATE scim_requests|scim_(?:contacts|failures|syncs|tolerances)|scim_requests WHERE tenant_id = \? AND id < \? LIMIT 1|tenants WHERE (?:id = \? AND )?deleted_at/;

/** Writes down the statements of requests that pass through, of every application of the test process; changes nothing of them. */
export class StatementLog {
  private statements: string[] = [];

  constructor() {
    for (const name of ['query', 'execute'] as const) {
      const original = UnitOfWork.prototype[name] as Run;
      const write = (sql: string): void => {
        if (isOfRequest() && !BESIDE_REQUESTS.test(sql)) this.statements.push(sql.replace(/\s+/g, ' '));
      };
      vi.spyOn(UnitOfWork.prototype, name).mockImplementation(function (this: UnitOfWork, sql, parameters) {
        write(sql);
        return original.call(this, sql, parameters);
      });
    }
  }

  /** The statements that some work causes. */
  async during(work: () => Promise<unknown>): Promise<readonly string[]> {
    this.statements = [];
    await work();
    return this.statements;
  }

  stop(): void {
    vi.restoreAllMocks();
  }
}

/** Whether a request has started it: what none has, such as the look for work that somebody left undone, comes whenever it comes. */
export function isOfRequest(): boolean {
  const context = findContext();
  return context !== undefined && context.requestId !== NOTIFICATIONS;
}
