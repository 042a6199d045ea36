import { Injectable } from '@nestjs/common';
import { UnitOfWork, type Parameter } from '../persistence/unit-of-work.js';
import type { AuditEventDto } from './audit-event.dto.js';

/** What a history is asked for; times in milliseconds since the epoch. */
export interface AuditFilter {
  readonly action?: string;
  readonly actorId?: string;
  readonly targetId?: string;
  readonly targetType?: string;
  readonly from?: number;
  readonly to?: number;
  /** Part of the actor's or the target's name. */
  readonly text?: string;
  /** Only entries older than the one with this id. */
  readonly before?: string;
}

interface EntryRow {
  readonly id: string;
  readonly sequence: number | null;
  readonly time: number;
  readonly actor_type: string;
  readonly actor_id: string | null;
  readonly actor_display: string;
  readonly actor_ip: string | null;
  readonly action: string;
  readonly target_type: string;
  readonly target_id: string | null;
  readonly target_display: string;
  readonly changes: string;
  readonly request_id: string | null;
  readonly outcome: string;
}

@Injectable()
export class AuditEventRepository {
  constructor(private readonly unit: UnitOfWork) {}

  /** At most `limit` entries, newest first: ids are in order of time. */
  async list(tenantId: number, filter: AuditFilter, limit: number): Promise<AuditEventDto[]> {
    const conditions = [['tenant_id = ?', tenantId] as const, ...conditionsOf(filter)];
    const rows = await this.unit.query<EntryRow>(
      `SELECT * FROM journal_entries WHERE ${conditions.map(([sql]) => sql).join(' AND ')}
       ORDER BY id DESC LIMIT ${limit}`,
      conditions.flatMap(([, ...parameters]) => parameters),
    );
    return rows.map(toEvent);
  }
}

function conditionsOf(filter: AuditFilter): [sql: string, ...parameters: Parameter[]][] {
  const conditions: [string, ...(Parameter | undefined)[]][] = [
    ['action = ?', filter.action],
    ['actor_id = ?', filter.actorId],
    ['target_id = ?', filter.targetId],
    ['target_type = ?', filter.targetType],
    ['time >= ?', filter.from],
    ['time < ?', filter.to],
    [
      '(INSTR(LOWER(actor_display), LOWER(?)) > 0 OR INSTR(LOWER(target_display), LOWER(?)) > 0)',
      filter.text,
      filter.text,
    ],
    ['id < ?', filter.before],
  ];
  return conditions.filter((condition): condition is [string, ...Parameter[]] => condition[1] !== undefined);
}

function toEvent(row: EntryRow): AuditEventDto {
  return {
    id: row.id,
    sequence: row.sequence,
    time: new Date(row.time).toISOString(),
    actor: { type: row.actor_type, id: row.actor_id, display: row.actor_display, ip: row.actor_ip },
    action: row.action,
    target: { type: row.target_type, id: row.target_id, display: row.target_display },
    changes: JSON.parse(row.changes) as AuditEventDto['changes'],
    requestId: row.request_id,
    outcome: row.outcome,
  };
}
