import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import ipaddr from 'ipaddr.js';
import { ProblemError } from '../../admin-api/problem.js';
import { SecretKey } from '../../config/secret-key.js';
import { currentContext, currentTenantId } from '../../operations/request-context.js';
import { UnitOfWork } from '../../persistence/unit-of-work.js';
import { SignInThrottleRepository, type Failures } from './sign-in-throttle.repository.js';

/** Failures after which each further one doubles the wait, from one second on. */
const FREE_FAILURES = { account: 10, address: 50 } as const;
/** Milliseconds. */
const LONGEST_WAIT = 5 * 60_000;
const FORGOTTEN_AFTER = 3_600_000;

interface Subject {
  readonly digest: Buffer;
  readonly free: number;
}

/** A try that is under way. */
export interface Attempt {
  readonly subjects: readonly Subject[];
}

/**
 * Slows down who guesses passwords: for one account from wherever, and from one address for whichever account. A try
 * counts as failed until it has succeeded, so that many at once gain nothing. Names without an account count alike:
 * being slowed down tells nobody that there is one.
 */
@Injectable()
export class SignInThrottle {
  private readonly key: Buffer;

  constructor(
    private readonly unit: UnitOfWork,
    private readonly repository: SignInThrottleRepository,
    secretKey: SecretKey,
  ) {
    this.key = secretKey.derive('digests');
  }

  /** @param name what the account was called @throws ProblemError 429 `too_many_attempts` with Retry-After */
  begin(name: string): Promise<Attempt> {
    const subjects = this.subjectsOf(name);
    return this.unit.write(async () => {
      const now = Date.now();
      for (const { digest, free } of subjects) {
        const before = await this.repository.lock(digest);
        assertNotBlocked(before, now);
        const failures = before.lastFailedAt + FORGOTTEN_AFTER > now ? before.failures + 1 : 1;
        const wait = waitAfter(failures - free);
        // Without a wait nobody is blocked, not even who began a moment earlier than this one.
        await this.repository.save(digest, {
          failures,
          lastFailedAt: now,
          blockedUntil: wait === 0 ? 0 : now + wait,
        });
      }
      return { subjects };
    });
  }

  /** Part of the sign-in's own write: the account begins anew, the address is as it was before this try. */
  async succeeded({ subjects: [account, address] }: Attempt): Promise<void> {
    await this.takeBack(account!, 0);
    if (address) await this.takeBack(address);
  }

  /** Removes what no longer counts. */
  forget(): Promise<void> {
    return this.unit.write(() => this.repository.deleteOlderThan(Date.now() - FORGOTTEN_AFTER));
  }

  private async takeBack({ digest }: Subject, failures?: number): Promise<void> {
    const before = await this.repository.lock(digest);
    await this.repository.save(digest, {
      ...before,
      failures: failures ?? Math.max(0, before.failures - 1),
      blockedUntil: 0,
    });
  }

  /** The account first: everybody locks in this order. */
  private subjectsOf(name: string): Subject[] {
    const { ip } = currentContext();
    const account = name.trim().normalize('NFC').toLowerCase();
    return [
      { digest: this.digest('account', String(currentTenantId()), account), free: FREE_FAILURES.account },
      ...(ip === null
        ? []
        : [{ digest: this.digest('address', networkOf(ip)), free: FREE_FAILURES.address }]),
    ];
  }

  private digest(...parts: readonly string[]): Buffer {
    return createHmac('sha256', this.key)
      .update(JSON.stringify(['sign-in', ...parts]))
      .digest();
  }
}

/** Milliseconds to wait after so many failures too many. */
export function waitAfter(tooMany: number): number {
  return tooMany <= 0 ? 0 : Math.min(LONGEST_WAIT, 1_000 * 2 ** (tooMany - 1));
}

/** Of IPv6 the first 64 bits: one household or server has all of the rest. */
export function networkOf(ip: string): string {
  if (!ipaddr.isValid(ip)) return ip;
  const address = ipaddr.process(ip);
  return address.kind() === 'ipv4' ? address.toString() : address.toByteArray().slice(0, 8).join('.');
}

function assertNotBlocked({ blockedUntil }: Failures, now: number): void {
  if (blockedUntil <= now) return;
  const seconds = Math.ceil((blockedUntil - now) / 1_000);
  throw new ProblemError(
    429,
    'too_many_attempts',
    `Too many attempts: try again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}`,
    undefined,
    { 'Retry-After': String(seconds) },
  );
}
