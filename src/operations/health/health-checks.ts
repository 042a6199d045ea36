import { Injectable, Logger } from '@nestjs/common';

export type HealthCheck = () => Promise<void>;
export type HealthState = 'ok' | 'failed';

export interface Readiness {
  readonly ready: boolean;
  readonly checks: Readonly<Record<string, HealthState>>;
}

/** A check that takes longer than this has failed, in milliseconds. */
const TIME_LIMIT = 2_000;

/** What must be in order before the server may be sent requests; modules register their own. */
@Injectable()
export class HealthChecks {
  private readonly logger = new Logger(HealthChecks.name);
  private readonly checks = new Map<string, HealthCheck>();

  /** @param check rejects when it has failed; the reason goes to the log alone */
  register(name: string, check: HealthCheck): void {
    this.checks.set(name, check);
  }

  async run(): Promise<Readiness> {
    const states = await Promise.all(
      [...this.checks].map(async ([name, check]) => [name, await this.state(name, check)] as const),
    );
    return { ready: states.every(([, state]) => state === 'ok'), checks: Object.fromEntries(states) };
  }

  private async state(name: string, check: HealthCheck): Promise<HealthState> {
    try {
      await withinTimeLimit(check());
      return 'ok';
    } catch (error) {
      this.logger.warn({ check: name, err: error, msg: `Not ready: ${name}` });
      return 'failed';
    }
  }
}

async function withinTimeLimit(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`No answer within ${TIME_LIMIT} ms`)), TIME_LIMIT);
  });
  try {
    await Promise.race([work, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}
