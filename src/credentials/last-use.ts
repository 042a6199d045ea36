import { Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import type { UnitOfWork } from '../persistence/unit-of-work.js';

/** How old the stored time of last use may get while a credential is in use, in milliseconds. */
const PRECISION = 60_000;

/** A credential that was presented. Times in milliseconds since the epoch. */
export interface UsedCredential {
  readonly id: string;
  readonly tenantId: number;
  /** As it is stored. */
  readonly lastUsedAt: number | null;
}

interface Use {
  readonly tenantId: number;
  /** The latest use. */
  readonly at: number;
  /** What is stored, or about to be. */
  readonly writtenAt: number;
}

/**
 * Keeps when each credential was last used, beside the requests: they neither wait for it nor fail with it. The
 * first use is written at once, later ones at most once a minute, the last one on shutdown.
 */
export abstract class LastUse implements BeforeApplicationShutdown {
  private readonly logger = new Logger(LastUse.name);
  private readonly uses = new Map<string, Use>();
  private readonly writes = new Set<Promise<void>>();

  constructor(private readonly unit: UnitOfWork) {}

  /** Writes it down; runs in a unit of work. */
  protected abstract markUsed(tenantId: number, id: string, at: number): Promise<void>;

  note({ id, tenantId, lastUsedAt }: UsedCredential, at: number): void {
    const writtenAt = this.uses.get(id)?.writtenAt ?? lastUsedAt ?? 0;
    const due = at - writtenAt >= PRECISION;
    this.uses.set(id, { tenantId, at, writtenAt: due ? at : writtenAt });
    if (due) this.write(id, tenantId, at);
  }

  async beforeApplicationShutdown(): Promise<void> {
    for (const [id, { tenantId, at, writtenAt }] of this.uses)
      if (at > writtenAt) this.write(id, tenantId, at);
    await Promise.all(this.writes);
  }

  private write(id: string, tenantId: number, at: number): void {
    const write = this.unit
      .write(() => this.markUsed(tenantId, id, at))
      .catch((error: unknown) =>
        this.logger.warn(`The time of last use could not be written: ${String(error)}`),
      )
      .finally(() => this.writes.delete(write));
    this.writes.add(write);
  }
}
