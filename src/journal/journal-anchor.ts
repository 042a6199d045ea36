import { appendFile, readFile } from 'node:fs/promises';
import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Configuration } from '../config/configuration.js';

/** Milliseconds between two anchors, at the most one a tenant. */
const INTERVAL = 60_000;

/** An end of a tenant's journal. */
export interface Anchor {
  readonly sequence: number;
  /** In hexadecimal. */
  readonly chain: string;
}

/**
 * Writes down, outside of the database, where the journal ends: a signed line in the log and, if set, in a file.
 * Whoever cuts off the journal's tail, and puts an older head in place, is found out by them.
 */
@Injectable()
export class JournalAnchor implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('JournalAnchor');
  private readonly moved = new Map<number, string>();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly configuration: Configuration) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.write(), INTERVAL);
    this.timer.unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.write();
  }

  /** @param seal the signature of what comes before */
  note(tenantId: number, { sequence, chain }: Anchor, seal: string): void {
    this.moved.set(tenantId, `${tenantId} ${sequence}:${chain} ${seal}`);
  }

  /** The last end of the tenant's journal in the file, if there is one. */
  async last(tenantId: number): Promise<Anchor | undefined> {
    const { journalAnchorFile: file } = this.configuration;
    if (file === undefined) return undefined;
    const lines = (await readFile(file, 'utf8').catch(() => '')).split('\n');
    const line = lines.findLast((text) => text.split(' ')[1] === String(tenantId));
    const [, sequence, chain] = / (\d+):([0-9a-f]{64}) /.exec(line ?? '') ?? [];
    return sequence === undefined || chain === undefined ? undefined : { sequence: Number(sequence), chain };
  }

  private async write(): Promise<void> {
    const lines = [...this.moved.values()];
    this.moved.clear();
    if (lines.length === 0) return;
    for (const line of lines) this.logger.log(`The journal ends at: ${line}`);
    const { journalAnchorFile: file } = this.configuration;
    if (file === undefined) return;
    const time = new Date().toISOString();
    try {
      await appendFile(file, lines.map((line) => `${time} ${line}\n`).join(''), { mode: 0o600 });
    } catch (error) {
      this.logger.error(`JOURNAL_ANCHOR_FILE could not be written: ${String(error)}`);
    }
  }
}
