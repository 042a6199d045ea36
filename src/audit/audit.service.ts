import { Injectable } from '@nestjs/common';
import { openPosition, sealPosition } from '../admin-api/list-cursor.js';
import { JournalVerification, type Verification } from '../journal/journal-verification.js';
import { currentTenantId } from '../operations/request-context.js';
import { SealedCursor } from '../persistence/sealed-cursor.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import type { AuditEventListDto, AuditQueryDto } from './audit-event.dto.js';
import { AuditEventRepository, type AuditFilter } from './audit-event.repository.js';

/** The journal as history: who did what to whom. */
@Injectable()
export class AuditService {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly repository: AuditEventRepository,
    private readonly cursors: SealedCursor,
    private readonly verification: JournalVerification,
  ) {}

  /** Walks the tenant's whole chain. */
  verify(): Promise<Verification> {
    return this.verification.verify(currentTenantId());
  }

  /** A page, newest first. @throws InvalidInputError for a cursor of another list */
  async list({ limit, cursor, ...query }: AuditQueryDto): Promise<AuditEventListDto> {
    const list = { name: 'audit-events', tenantId: currentTenantId(), query };
    const before = cursor === undefined ? undefined : openPosition(this.cursors, cursor, list);
    const filter = { ...toFilter(query), before };
    const events = await this.unit.read(() => this.repository.list(currentTenantId(), filter, limit + 1));
    const items = events.slice(0, limit);
    if (events.length <= limit) return { items };
    return { items, nextCursor: sealPosition(this.cursors, items.at(-1)!.id, list) };
  }
}

function toFilter({ from, to, q, ...rest }: Omit<AuditQueryDto, 'limit' | 'cursor'>): AuditFilter {
  return { ...rest, from: toTime(from), to: toTime(to), text: q };
}

function toTime(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Date.parse(text);
}
