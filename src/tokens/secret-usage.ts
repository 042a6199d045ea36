import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import { ScimSecretRepository, type PresentedSecret } from './scim-secret.repository.js';

/** How old the stored time of last use may get while a secret is in use, in milliseconds. */
const PRECISION = 60_000;

interface Use {
  readonly tenantId: number;
  /** The latest use. */
  readonly at: number;
  /** What is stored, or about to be. */
  readonly writtenAt: number;
}

/**
 * Keeps when each secret was last used, beside the requests: they neither wait for it nor fail with it. The first
 * use is written at once, later ones at most once a minute, the last one on shutdown.
 */
@Injectable()
export class SecretUsage implements BeforeApplicationShutdown {
  private readonly logger = new Logger(SecretUsage.name);
  private readonly uses = new Map<string, Use>();
  private readonly writes = new Set<Promise<void>>();

  constructor(
    private readonly unit: UnitOfWork,
    private readonly repository: ScimSecretRepository,
  ) {}

  note({ id, tenantId, lastUsedAt }: PresentedSecret, at: number): void {
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
      .write(() => this.repository.markUsed(tenantId, id, at))
      .catch((error: unknown) =>
        this.logger.warn(`The time of last use could not be written: ${String(error)}`),
      )
      .finally(() => this.writes.delete(write));
    this.writes.add(write);
  }
}
