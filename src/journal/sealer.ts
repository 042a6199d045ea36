import { randomBytes } from 'node:crypto';
import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { BackgroundLoop } from '../operations/background-loop.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import { BEGINNING, chainLink, contentDigest, headSeal, writtenMark } from './chain.js';
import { JournalAnchor } from './journal-anchor.js';
import { JournalKey } from './journal-key.js';
import { SealRepository, type NewSeal, type UnsealedEntry } from './seal.repository.js';

/** Milliseconds from a commit to its sealing, and between two looks for what others have left. */
const DELAY = 100;
const SWEEP = 5_000;
/** Entries a unit of work. */
const SLICE = 500;
const NO_SALT = Buffer.alloc(16);

/**
 * Gives committed entries their gap-free sequence and their link in the hash chain, tenant by tenant. Of several
 * replicas one at a time goes on: it holds the lock on the tenant's head. What nobody has sealed, because a server
 * was killed, is found by looking.
 */
@Injectable()
export class Sealer implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(Sealer.name);
  private readonly loop = new BackgroundLoop<number>({
    name: Sealer.name,
    delay: DELAY,
    sweep: SWEEP,
    find: () => this.unit.read(() => this.findUnsealed()),
    work: (tenantId) => this.seal(tenantId),
  });

  constructor(
    private readonly unit: UnitOfWork,
    private readonly repository: SealRepository,
    private readonly journalKey: JournalKey,
    private readonly anchor: JournalAnchor,
  ) {}

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  /** Seals what has been written before the server ends. */
  beforeApplicationShutdown(): Promise<void> {
    return this.loop.stop();
  }

  /** An entry of the tenant has been committed. */
  notify(tenantId: number): void {
    this.loop.notify(tenantId);
  }

  /** Seals all that there is to seal of a tenant. */
  async seal(tenantId: number): Promise<void> {
    const hasUnsealed = () => this.unit.read(() => this.repository.hasUnsealed(tenantId));
    while (await hasUnsealed()) await this.unit.write(() => this.sealSlice(tenantId));
  }

  private async findUnsealed(): Promise<number[]> {
    const unsealed: number[] = [];
    for (const id of await this.repository.tenantIds()) {
      if (await this.repository.hasUnsealed(id)) unsealed.push(id);
    }
    return unsealed;
  }

  private async sealSlice(tenantId: number): Promise<void> {
    const { key, id: keyId } = this.journalKey;
    const now = Date.now();
    const beginning = { sequence: 0, chain: BEGINNING, keyId, seal: headSeal(key, tenantId, 0, BEGINNING) };
    const head = await this.repository.lockHead(tenantId, beginning, now);
    const entries = await this.repository.unsealed(tenantId, SLICE);
    if (entries.length === 0) return;
    let { sequence, chain } = head;
    const seals: NewSeal[] = [];
    for (const entry of entries) {
      sequence++;
      const digest = this.digestOf(entry, sequence);
      chain = chainLink(key, chain, sequence, digest);
      seals.push({ id: entry.content.id, sequence, digest, chain });
    }
    await this.repository.seal(tenantId, keyId, seals);
    const seal = headSeal(key, tenantId, sequence, chain);
    await this.repository.saveHead(tenantId, { sequence, chain, keyId, seal }, now);
    this.unit.afterCommit(() => {
      this.anchor.note(tenantId, { sequence, chain: chain.toString('hex') }, seal.toString('hex'));
    });
  }

  /** Of an entry that somebody else has written, or changed since, one that fits nothing: it is found at its place. */
  private digestOf({ content, salt, mark }: UnsealedEntry, sequence: number): Buffer {
    const digest = contentDigest(salt ?? NO_SALT, content);
    if (salt && mark && writtenMark(this.journalKey.key, digest).equals(mark)) return digest;
    this.logger.error(
      `The entry with the sequence ${sequence} of tenant ${content.tenantId} is not as it was written`,
    );
    return randomBytes(32);
  }
}
