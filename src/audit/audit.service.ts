import { Injectable } from '@nestjs/common';
import { readDate } from '../admin-api/date-time.js';
import { openPosition, sealPosition } from '../admin-api/list-cursor.js';
import { Journal } from '../journal/journal.js';
import { JournalVerification, type Verification } from '../journal/journal-verification.js';
import { currentTenantId } from '../operations/request-context.js';
import { SealedCursor } from '../persistence/sealed-cursor.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import type {
  AuditEventDto,
  AuditEventListDto,
  AuditExportQueryDto,
  AuditFilterDto,
  AuditQueryDto,
  ExportFormat,
} from './audit-event.dto.js';
import { AuditEventRepository, type AuditFilter } from './audit-event.repository.js';
import { askedFor, AuditViews } from './audit-views.js';
import { csvLine } from './csv.js';

/** Entries a read of an export: one may hold a thousand members, and all of them are in memory at once. */
const EXPORT_PAGE = 200;

/** The journal as history: who did what to whom. */
@Injectable()
export class AuditService {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly repository: AuditEventRepository,
    private readonly cursors: SealedCursor,
    private readonly verification: JournalVerification,
    private readonly journal: Journal,
    private readonly views: AuditViews,
  ) {}

  /** Walks the tenant's whole chain. */
  verify(): Promise<Verification> {
    return this.verification.verify(currentTenantId());
  }

  /**
   * All entries that are asked for, newest first, a page at a time: a million of them in bounded memory. That they
   * were exported, and what was asked for, is an entry itself, written before the first of them leaves.
   */
  async export({ format, ...query }: AuditExportQueryDto): Promise<AsyncIterable<string>> {
    await this.unit.write(() =>
      this.journal.record({
        action: 'audit.exported',
        target: { type: 'journal', id: null, display: format },
        changes: askedFor(query),
      }),
    );
    return this.lines(format, toFilter(query));
  }

  private async *lines(format: ExportFormat, filter: AuditFilter): AsyncGenerator<string> {
    const write = format === 'csv' ? csvOf : jsonOf;
    if (format === 'csv') yield CSV_HEADER;
    for (let before: string | undefined; ;) {
      const { events, lookedTo } = await this.unit.read(() =>
        this.repository.list(currentTenantId(), { ...filter, before }, EXPORT_PAGE),
      );
      if (events.length > 0) yield events.map(write).join('');
      if (lookedTo === undefined) return;
      before = lookedTo;
    }
  }

  /**
   * A page, newest first, and an entry that it was seen. It may hold fewer than asked for, or none, and be followed by
   * another: a search looks through a bounded part of the journal at a time.
   * @throws InvalidInputError for a cursor of another list
   */
  async list({ limit, cursor, ...query }: AuditQueryDto): Promise<AuditEventListDto> {
    const list = { name: 'audit-events', tenantId: currentTenantId(), query };
    const before = cursor === undefined ? undefined : openPosition(this.cursors, cursor, list);
    const filter = { ...toFilter(query), before };
    const { events, lookedTo } = await this.unit.read(() =>
      this.repository.list(currentTenantId(), filter, limit + 1),
    );
    await this.views.record(query);
    const items = events.slice(0, limit);
    const next = events.length > limit ? items.at(-1)!.id : lookedTo;
    return next === undefined ? { items } : { items, nextCursor: sealPosition(this.cursors, next, list) };
  }
}

const COLUMNS = [
  'sequence',
  'time',
  'actorType',
  'actorId',
  'actor',
  'ip',
  'action',
  'targetType',
  'targetId',
  'target',
  'outcome',
  'requestId',
  'changes',
  'id',
];
const CSV_HEADER = csvLine(COLUMNS);

function csvOf({ actor, target, changes, ...event }: AuditEventDto): string {
  return csvLine([
    event.sequence,
    event.time,
    actor.type,
    actor.id,
    actor.display,
    actor.ip,
    event.action,
    target.type,
    target.id,
    target.display,
    event.outcome,
    event.requestId,
    JSON.stringify(changes),
    event.id,
  ]);
}

function jsonOf(event: AuditEventDto): string {
  return `${JSON.stringify(event)}\n`;
}

function toFilter({ from, to, q, ...rest }: AuditFilterDto): AuditFilter {
  return { ...rest, from: toTime(from), to: toTime(to), text: q };
}

function toTime(text: string | undefined): number | undefined {
  return text === undefined ? undefined : readDate(text);
}
