import { Injectable } from '@nestjs/common';
import { currentTenantId } from '../operations/request-context.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import { CallLogReaderRepository, type Sync } from './call-log-reader.repository.js';
import { ContactRepository } from './contact.repository.js';
import { HealthRepository, type OpenFailure, type OpenFailures } from './health.repository.js';
import type { Provider } from './scim-call.js';
import { silentSince } from './silence.js';

/** What the IdP's calls tell of the connection. Times in milliseconds since the epoch. */
export interface ProvisioningFacts {
  /** Undefined until the IdP has called with a secret that opens the door. To the minute. */
  readonly lastCall:
    | {
        readonly at: number;
        readonly provider: Provider;
        readonly userAgent: string | null;
        readonly ip: string | null;
      }
    | undefined;
  /** Undefined while nothing fails. */
  readonly failing: (OpenFailures & { readonly latest: OpenFailure }) | undefined;
  /** Since when an IdP that used to call has stopped. */
  readonly silentSince: number | undefined;
  /** The last call with a secret that was void. */
  readonly voidedSecret: { readonly usedAt: number; readonly ip: string | null } | undefined;
}

/**
 * How provisioning fares, by what is kept of the IdP's calls: for the connection's status, and for whoever tells
 * administrators of it. All of the current tenant, as it is after what has been written: a moment after the call.
 */
@Injectable()
export class ProvisioningHealth {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly contacts: ContactRepository,
    private readonly health: HealthRepository,
    private readonly log: CallLogReaderRepository,
  ) {}

  facts(now = Date.now()): Promise<ProvisioningFacts> {
    return this.unit.read(async () => {
      const contact = await this.contacts.find(currentTenantId());
      return {
        lastCall: lastCallOf(contact),
        failing: await this.failing(),
        silentSince: contact && silentSince(contact, now),
        voidedSecret:
          typeof contact?.voidedSecretUsedAt === 'number'
            ? { usedAt: contact.voidedSecretUsedAt, ip: contact.voidedSecretIp }
            : undefined,
      };
    });
  }

  /** What fails at the moment, counted; undefined while nothing does. */
  countOpenFailures(): Promise<OpenFailures | undefined> {
    return this.unit.read(() => this.health.countOpen(currentTenantId()));
  }

  /** What fails at the moment, last failed first. @param since only what has failed then or later */
  listOpenFailures(since: number, limit: number): Promise<OpenFailure[]> {
    return this.unit.read(() => this.health.listOpen(currentTenantId(), { since }, limit));
  }

  /** Sync runs that ended then or later, in order of their end: five minutes after their last call, with final counts. */
  listEndedSyncs(since: number, limit: number): Promise<Sync[]> {
    return this.unit.read(() => this.log.listEndedSyncs(currentTenantId(), since, limit));
  }

  /** Since when an IdP that used to call has stopped; undefined while it has not. */
  async silentSince(now = Date.now()): Promise<number | undefined> {
    const contact = await this.unit.read(() => this.contacts.find(currentTenantId()));
    return contact && silentSince(contact, now);
  }

  /** At the end of a connection, in its write: another one begins anew. The log stays. */
  forget(): Promise<void> {
    return this.health.forget(currentTenantId());
  }

  private async failing(): Promise<ProvisioningFacts['failing']> {
    const open = await this.health.countOpen(currentTenantId());
    if (!open) return undefined;
    const [latest] = await this.health.listOpen(currentTenantId(), {}, 1);
    return latest && { ...open, latest };
  }
}

function lastCallOf(contact: Awaited<ReturnType<ContactRepository['find']>>): ProvisioningFacts['lastCall'] {
  if (!contact || contact.lastCallAt === null) return undefined;
  const { lastCallAt: at, provider, userAgent, ip } = contact;
  return { at, provider: provider ?? 'other', userAgent, ip };
}
