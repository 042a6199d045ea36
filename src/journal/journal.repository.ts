import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../operations/request-context.js';
import { isConflict } from '../persistence/engine-error.js';
import { UnavailableError } from '../persistence/unique-violation.js';
import { UnitOfWork, type Parameter } from '../persistence/unit-of-work.js';
import { contentDigest, writtenMark } from './chain.js';
import type { Change, JournalTarget } from './journal-entry.js';
import { JournalKey } from './journal-key.js';

export interface JournalRow {
  readonly id: string;
  readonly tenantId: number;
  readonly time: number;
  readonly actor: Actor;
  readonly ip: string | null;
  readonly requestId: string | null;
  readonly action: string;
  readonly target: JournalTarget;
  readonly changes: readonly Change[];
  readonly outcome: string;
}

/** Rows a statement: each engine bounds the values of one. */
const SLICE = 500;

const COLUMNS =
  'id, tenant_id, time, actor_type, actor_id, actor_display, actor_ip, action, ' +
  'target_type, target_id, target_display, changes, request_id, outcome, salt, content_digest, chain';

@Injectable()
export class JournalRepository {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly journalKey: JournalKey,
  ) {}

  /** @throws UnavailableError when the journal cannot be written: the change that it is about does not happen */
  async insert(rows: readonly JournalRow[]): Promise<void> {
    if (rows.length === 0) return;
    try {
      for (let start = 0; start < rows.length; start += SLICE) {
        await this.write(rows.slice(start, start + SLICE));
      }
    } catch (error) {
      if (isConflict(error)) throw error;
      throw new UnavailableError('The journal cannot be written', { cause: error });
    }
  }

  private async write(rows: readonly JournalRow[]): Promise<void> {
    const values = rows.map(() => '(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)').join(', ');
    await this.unit.execute(
      `INSERT INTO journal_entries (${COLUMNS}) VALUES ${values}`,
      rows.flatMap((row) => this.valuesOf(row)),
    );
  }

  /** Signed as it is written: the sealer takes nothing that was put into the table by others. */
  private valuesOf({ actor, target, ip, ...row }: JournalRow): Parameter[] {
    const content = {
      ...row,
      actorType: actor.type,
      actorId: actor.id,
      actorDisplay: actor.display,
      actorIp: ip,
      targetType: target.type,
      targetId: target.id,
      targetDisplay: target.display,
      changes: JSON.stringify(row.changes),
    };
    const salt = randomBytes(16);
    const digest = contentDigest(salt, content);
    return [
      content.id,
      content.tenantId,
      content.time,
      content.actorType,
      content.actorId,
      content.actorDisplay,
      content.actorIp,
      content.action,
      content.targetType,
      content.targetId,
      content.targetDisplay,
      content.changes,
      content.requestId,
      content.outcome,
      salt,
      digest,
      writtenMark(this.journalKey.key, digest),
    ];
  }
}
