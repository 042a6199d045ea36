import { expect, vi } from 'vitest';
import { Sealer } from '../../src/journal/sealer.js';
import { DueTenantsRepository } from '../../src/notifications/due-tenants.repository.js';
import { Notifier } from '../../src/notifications/notifier.js';
import { FAILURE_PAUSE } from '../../src/notifications/provisioning-watch.js';
import { LogUpkeep } from '../../src/provisioning-log/log-upkeep.js';
import { TENANT } from './directory.js';
import { Mails } from './mails.js';
import type { ReceivedMail, TestSmtpServer } from './smtp-server.js';
import type { TestApp } from './test-app.js';

const PATIENCE = { timeout: 30_000, interval: 20 };

/** What administrators are told by mail, at once instead of within seconds, and by a clock of its own. */
export class Notices {
  private readonly mails: Mails;
  private ahead = 0;

  /** @param smtp the server that gets the mails */
  constructor(
    private readonly app: TestApp,
    private readonly smtp?: TestSmtpServer,
  ) {
    this.mails = new Mails(app);
  }

  /** What it is later for them from now on, in milliseconds. */
  pass(milliseconds: number): void {
    this.ahead += milliseconds;
  }

  /** Tells what there is to tell of a tenant, and waits until it has arrived. @returns the mails, in order of subjects */
  async arrive(tenantId = TENANT): Promise<ReceivedMail[]> {
    await this.tell(tenantId);
    return this.sent(tenantId);
  }

  /** As `arrive`, once the IdP's calls are in the log, of which so many have failed. */
  async arriveAfter(failedCalls: number): Promise<ReceivedMail[]> {
    await this.logged(failedCalls);
    return this.arrive();
  }

  /** Waits for the IdP's calls to be in the log. */
  async logged(failedCalls: number): Promise<void> {
    const sql = `SELECT (SELECT COUNT(*) FROM scim_requests WHERE tenant_id = ${TENANT} AND outcome = 'failed') AS failed,
      (SELECT COUNT(*) FROM scim_requests WHERE tenant_id = ${TENANT} AND status IS NULL) AS unfinished`;
    const look = () => this.mails.unit.read(() => this.mails.unit.query(sql));
    const expected = [{ failed: failedCalls, unfinished: 0 }];
    await vi.waitFor(async () => expect(await look()).toEqual(expected), PATIENCE);
  }

  /** Writes the mails, and does not wait for them. */
  async tell(tenantId = TENANT): Promise<void> {
    await this.app.nest.get(Sealer, { strict: false }).seal(tenantId);
    await this.app.nest.get(Notifier, { strict: false }).tell(tenantId, this.now);
  }

  /** Whether the server would see by itself that there is something to tell. */
  async isDue(): Promise<boolean> {
    const due = this.app.nest.get(DueTenantsRepository, { strict: false });
    return (await this.mails.unit.read(() => due.find(this.now, FAILURE_PAUSE))).has(TENANT);
  }

  /** Ends sync runs after which nothing came. */
  keepUp(): Promise<void> {
    return this.app.nest.get(LogUpkeep, { strict: false }).keepUp(TENANT, this.now);
  }

  /** Says when the IdP has called last, and in how many bursts so far. */
  async hear(lastCallAt: number, bursts: number): Promise<void> {
    const sql = 'UPDATE scim_contacts SET last_call_at = ?, syncs = ? WHERE tenant_id = ?';
    await this.mails.unit.write(() => this.mails.unit.execute(sql, [lastCallAt, bursts, TENANT]));
  }

  /** Takes those that have arrived once none is under way. */
  async sent(tenantId = TENANT): Promise<ReceivedMail[]> {
    const waiting = () =>
      this.mails.unit.read(() =>
        this.mails.unit.query(`SELECT id FROM mails WHERE tenant_id = ${tenantId} AND state <> 'sent'`),
      );
    await vi.waitFor(async () => expect(await waiting()).toEqual([]), PATIENCE);
    return (this.smtp?.mails ?? []).splice(0).sort((one, other) => (one.subject! < other.subject! ? -1 : 1));
  }

  private get now(): number {
    return Date.now() + this.ahead;
  }
}

/** Subjects without what all of them begin with. */
export function subjects(mails: readonly ReceivedMail[]): string[] {
  return mails.map(({ subject }) => subject!.replace('[Rollcall] ', ''));
}
