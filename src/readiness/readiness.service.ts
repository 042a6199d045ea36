import { Injectable } from '@nestjs/common';
import { currentTenantId } from '../operations/request-context.js';
import { ConnectionService } from '../provisioning/connection.service.js';
import { AccountChecks } from './account-checks.js';
import type { Readiness } from './check.js';
import { JournalCheck } from './journal-check.js';
import { MappingCheck } from './mapping-check.js';
import { SetUpChecks } from './set-up-checks.js';

/** Milliseconds for which an answer is good: whoever asks all the time does not make the database look all the time. */
const KEPT = 10_000;

/** Whether a tenant is ready for its IdP, and what stands in the way (seeds: "readiness check"). */
@Injectable()
export class ReadinessService {
  private readonly kept = new Map<
    number,
    { readonly until: number; readonly readiness: Promise<Readiness> }
  >();

  constructor(
    private readonly connections: ConnectionService,
    private readonly setUp: SetUpChecks,
    private readonly accounts: AccountChecks,
    private readonly mappings: MappingCheck,
    private readonly journal: JournalCheck,
  ) {}

  check(): Promise<Readiness> {
    const tenantId = currentTenantId();
    const now = Date.now();
    for (const [id, { until }] of this.kept) if (until <= now) this.kept.delete(id);
    const present = this.kept.get(tenantId);
    if (present) return present.readiness;
    const readiness = this.run();
    this.kept.set(tenantId, { until: now + KEPT, readiness });
    // What has failed is tried again.
    readiness.catch(() => this.kept.delete(tenantId));
    return readiness;
  }

  private async run(): Promise<Readiness> {
    const connection = await this.connections.retrieve();
    const checks = [
      ...(await this.setUp.run(connection)),
      ...(await this.accounts.run(connection)),
      await this.mappings.run(),
      this.journal.run(),
    ];
    return { ready: checks.every(({ status }) => status !== 'error'), checks };
  }
}
