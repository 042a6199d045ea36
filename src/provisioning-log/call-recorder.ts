import { Injectable } from '@nestjs/common';
import { Journal } from '../journal/journal.js';
import type { Entry } from '../journal/journal-entry.js';
import { findContext, type RequestContext } from '../operations/request-context.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import { CallLogRepository } from './call-log.repository.js';
import { CallLogWriter } from './call-log-writer.js';
import { failureKey, successKeys } from './failure-target.js';
import {
  changedCall,
  contentOf,
  failedCall,
  isObstacle,
  microsecondsOf,
  providerOf,
  userAgentOf,
  type CallEnd,
  type ScimCall,
} from './logged-call.js';
import type { PendingCalls } from './pending-calls.js';
import { isWrite, readAddress, type Provider } from './scim-call.js';

/**
 * Writes down what becomes of the IdP's calls. A change has its row in the change's own transaction, because it
 * follows the journal: a row exists exactly when the change does. Everything else is told to the writer once the
 * call has ended: nobody waits for it, and nobody fails with it. Reads that find what they ask leave a number.
 */
@Injectable()
export class CallRecorder {
  private readonly calls = new WeakMap<RequestContext, ScimCall>();

  constructor(
    private readonly unit: UnitOfWork,
    private readonly repository: CallLogRepository,
    private readonly writer: CallLogWriter,
    journal: Journal,
  ) {
    journal.follow((entries) => this.onEntries(entries));
  }

  /** @param url below the base of the SCIM API, as it was sent, with its query */
  begin(context: RequestContext, method: string, url: string): ScimCall {
    const address = readAddress(method, url.split('?', 1)[0]!);
    const call: ScimCall = { context, method, url, address, startedAt: Date.now(), tolerances: new Set() };
    this.calls.set(context, call);
    return call;
  }

  /** The secret has opened the door. @param configured what the connection says that the IdP is */
  admit(context: RequestContext, configured: Provider): void {
    const call = this.calls.get(context);
    if (call) call.configured = configured;
  }

  noteTolerance(context: RequestContext, name: string): void {
    this.calls.get(context)?.tolerances.add(name);
  }

  end(call: ScimCall, end: CallEnd): void {
    const { tenantId } = call.context;
    // A secret that was never anybody's is nobody's business.
    if (tenantId === undefined || (end.brokenOff && !end.failure && !call.change)) return;
    this.writer.add(tenantId, (pending) => {
      noteContact(call, end, pending);
      pending.addTolerances(call.tolerances, call.startedAt);
      if (end.failure && !call.change) fail(call, end, pending);
      else this.succeed(tenantId, call, end, pending);
    });
  }

  private succeed(tenantId: number, call: ScimCall, end: CallEnd, pending: PendingCalls): void {
    const { operation } = call.address;
    if (call.change) {
      const { id, effect } = call.change;
      const tolerances = [...call.tolerances];
      pending.addChange(effect, { id, status: end.status, microseconds: microsecondsOf(end), tolerances });
    } else pending.counts.reads++;
    if (isWrite(operation) || (operation === 'query' && this.writer.mayHaveFailures(tenantId))) {
      const created = call.change?.target.id ?? undefined;
      pending.addSuccess(successKeys(call.address, contentOf(call, end), created));
    }
  }

  /** In the transaction of the change. */
  private onEntries(entries: readonly Entry[]): void {
    const context = findContext();
    const call = context && this.calls.get(context);
    if (!call || context.actor.type !== 'scim') return;
    this.unit.beforeCommit(call, entries, (all) => this.writeChange(call, all));
  }

  private async writeChange(call: ScimCall, entries: readonly Entry[]): Promise<void> {
    const row = changedCall(call, entries);
    await this.repository.insert(call.context.tenantId!, [row]);
    const target = { type: row.targetType, id: row.targetId, display: row.targetDisplay };
    this.unit.afterCommit(() => (call.change = { id: row.id, effect: row.effect!, target }));
  }
}

function noteContact(call: ScimCall, { failure }: CallEnd, pending: PendingCalls): void {
  const { context, startedAt: at, configured } = call;
  const [provider, { ip }] = [providerOf(call), context];
  pending.addCall(at, provider);
  if (configured !== undefined) pending.latest = { at, provider, userAgent: userAgentOf(call), ip };
  if (failure?.code === 'secret_voided') pending.voidedSecret = { at, ip };
}

function fail(call: ScimCall, end: CallEnd, pending: PendingCalls): void {
  const content = contentOf(call, end);
  const key = isObstacle(call, end) ? failureKey(call.address, content) : undefined;
  pending.addFailure(() => failedCall(call, end, content), key);
  // What was to be deleted and is not there is as the IdP wants it.
  if (call.address.operation === 'delete' && end.failure?.code === 'not_found') {
    pending.addSuccess(successKeys(call.address, content));
  }
}
