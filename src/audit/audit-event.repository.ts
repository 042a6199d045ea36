import { Injectable } from '@nestjs/common';
import { UnitOfWork, type Parameter } from '../persistence/unit-of-work.js';
import { leastUuid } from '../persistence/uuid.js';
import type { AuditEventDto } from './audit-event.dto.js';

/** What a history is asked for; times in milliseconds since the epoch. */
export interface AuditFilter {
  readonly action?: string;
  readonly actorId?: string;
  readonly targetId?: string;
  readonly targetType?: string;
  readonly from?: number;
  readonly to?: number;
  /** Part of the actor's or the target's name, or of a value before or after. */
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
  readonly erasure: Buffer | null;
}

/** Without what proves them: an export of a million would carry that along for nothing. */
const COLUMNS =
  'id, sequence, time, actor_type, actor_id, actor_display, actor_ip, action, target_type, target_id, ' +
  'target_display, changes, request_id, outcome, erasure';

/** Entries that a page looks through at the most; where few of them are asked for, the next page goes on. */
const LOOKED_THROUGH = 20_000;

/** Some of the entries that are asked for. */
export interface AuditSlice {
  readonly events: readonly AuditEventDto[];
  /** The id down to which the journal was looked through; undefined at its beginning. */
  readonly lookedTo: string | undefined;
}

type Condition = readonly [sql: string, ...parameters: Parameter[]];

@Injectable()
export class AuditEventRepository {
  constructor(private readonly unit: UnitOfWork) {}

  /**
   * At most `limit` entries, newest first: ids are in order of time. One of target, actor and action is answered from
   * an index, and so is the time; whatever else is asked for is looked for in so many entries a call, and no more.
   */
  async list(tenantId: number, filter: AuditFilter, limit: number): Promise<AuditSlice> {
    const [leading, ...rest] = indexedConditions(filter);
    const others = [...rest.map(({ condition }) => condition), ...searchedConditions(filter)];
    const range: Condition[] = [['tenant_id = ?', tenantId], ...rangeConditions(filter)];
    if (leading) range.push(leading.condition);
    const table = `journal_entries${this.unit.dialect.byIndex(leading?.index ?? 'journal_entries_time')}`;
    const end = others.length === 0 ? undefined : await this.idAt(table, range, LOOKED_THROUGH);
    const conditions: Condition[] = [
      ...range,
      ...others,
      ...(end === undefined ? [] : [['id >= ?', end] as const]),
    ];
    const rows = await this.unit.query<EntryRow>(
      `SELECT ${COLUMNS} FROM ${table} WHERE ${sqlOf(conditions)} ORDER BY id DESC LIMIT ${limit}`,
      parametersOf(conditions),
    );
    return { events: rows.map(toEvent), lookedTo: rows.length === limit ? rows.at(-1)!.id : end };
  }

  /** The id of the entry at a place, newest first; undefined where there are fewer. */
  private async idAt(
    table: string,
    conditions: readonly Condition[],
    place: number,
  ): Promise<string | undefined> {
    const rows = await this.unit.query<{ id: string }>(
      `SELECT id FROM ${table} WHERE ${sqlOf(conditions)} ORDER BY id DESC LIMIT 1 OFFSET ${place - 1}`,
      parametersOf(conditions),
    );
    return rows[0]?.id;
  }
}

/** Those that an index answers in order of id, the fewest entries first. */
function indexedConditions({
  targetId,
  actorId,
  action,
}: AuditFilter): { condition: Condition; index: string }[] {
  return [
    { index: 'journal_entries_target', conditions: given(['target_id = ?', targetId]) },
    { index: 'journal_entries_actor', conditions: given(['actor_id = ?', actorId]) },
    { index: 'journal_entries_action', conditions: given(['action = ?', action]) },
  ].flatMap(({ index, conditions }) => conditions.map((condition) => ({ condition, index })));
}

function searchedConditions({ targetType, text }: AuditFilter): Condition[] {
  const columns = ['actor_display', 'target_display', 'changes'];
  const found = columns.map((column) => `INSTR(LOWER(${column}), LOWER(?)) > 0`).join(' OR ');
  // Changes are JSON, and what is looked for in them is written as there.
  const inJson = text === undefined ? undefined : JSON.stringify(text).slice(1, -1);
  return given(['target_type = ?', targetType], [`(${found})`, text, text, inJson]);
}

function rangeConditions({ from, to, before }: AuditFilter): Condition[] {
  return given(
    ['id >= ?', from === undefined ? undefined : leastUuid(from)],
    ['id < ?', to === undefined ? undefined : leastUuid(to)],
    ['id < ?', before],
  );
}

function given(...conditions: readonly [string, ...(Parameter | undefined)[]][]): Condition[] {
  return conditions.filter((condition): condition is [string, ...Parameter[]] => condition[1] !== undefined);
}

function sqlOf(conditions: readonly Condition[]): string {
  return conditions.map(([sql]) => sql).join(' AND ');
}

function parametersOf(conditions: readonly Condition[]): Parameter[] {
  return conditions.flatMap(([, ...parameters]) => parameters);
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
    erased: row.erasure !== null,
  };
}
