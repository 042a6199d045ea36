import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { SealedCursor } from '../persistence/sealed-cursor.js';
import { UnitOfWork, type Parameter } from '../persistence/unit-of-work.js';
import type { Position } from '../persistence/filter-sql/compile-sort.js';
import { ExpiredCursorError, InvalidCursorError } from '../scim/index.js';
import { ListRepository, type Row, type Selection } from './list.repository.js';
import { PagePositions } from './page-positions.js';
import type { StoredResource } from './stored-resource.js';

/** How long a cursor can be used, in seconds; announced as `cursorTimeout` (RFC 9865 §4). */
export const CURSOR_TIMEOUT = 3_600;

/** A page by number (RFC 7644 §3.4.2.4) or by cursor (RFC 9865 §2); an empty cursor asks for the first page. */
export type PageRequest =
  | { readonly kind: 'index'; readonly startIndex: number; readonly count: number }
  | { readonly kind: 'cursor'; readonly cursor: string; readonly count: number };

export interface Page {
  readonly totalResults: number;
  readonly resources: readonly StoredResource[];
  /** In cursor mode, where more follows. */
  readonly nextCursor?: string;
}

/** What a list is asked for: the selection, and the text that identifies it among cursors and remembered pages. */
export interface ListRequest {
  readonly selection: Selection;
  /** Equal for equal questions: types, filter and order as the client wrote them. */
  readonly identity: string;
  readonly page: PageRequest;
}

interface CursorContent {
  readonly query: string;
  readonly tenant: number;
  readonly stretch: number;
  readonly values: readonly (string | number | { readonly bytes: string })[];
  readonly total: number;
  readonly issuedAt: number;
}

/** Pages of resources whose cost does not grow with how far a client has read. */
@Injectable()
export class ResourceLists {
  private readonly positions = new PagePositions();

  constructor(
    private readonly unit: UnitOfWork,
    private readonly lists: ListRepository,
    private readonly cursors: SealedCursor,
  ) {}

  /** @throws InvalidCursorError, ExpiredCursorError */
  list(request: ListRequest): Promise<Page> {
    const { page } = request;
    return this.unit.read(() =>
      page.kind === 'index' ? this.byIndex(request, page) : this.byCursor(request, page),
    );
  }

  private async byIndex(
    { selection, identity }: ListRequest,
    { startIndex, count }: { startIndex: number; count: number },
  ): Promise<Page> {
    if (count === 0) return { totalResults: await this.lists.count(selection), resources: [] };
    const query = digest(selection, identity);
    const position = this.positions.find(query, startIndex);
    const rows = await this.lists.page(
      selection,
      position ? { position } : { offset: startIndex - 1 },
      count,
    );
    if (rows.length === count) this.positions.remember(query, startIndex + count, rows.at(-1)!.position);
    // A page that is not full ends the list: then its total is known without counting.
    const ends = rows.length < count && (rows.length > 0 || startIndex === 1) && !position;
    const totalResults = ends ? startIndex - 1 + rows.length : await this.lists.count(selection);
    return { totalResults, resources: resourcesOf(rows) };
  }

  private async byCursor(
    { selection, identity }: ListRequest,
    { cursor, count }: { cursor: string; count: number },
  ): Promise<Page> {
    const query = digest(selection, identity);
    const content = cursor === '' ? undefined : this.open(cursor, query, selection.tenantId);
    const total = content?.total ?? (await this.lists.count(selection));
    if (count === 0) return { totalResults: total, resources: [] };
    const from = content ? { position: positionOf(content) } : { offset: 0 };
    const rows = await this.lists.page(selection, from, count + 1);
    const page = rows.slice(0, count);
    const nextCursor =
      rows.length > count ? this.seal(query, selection.tenantId, page.at(-1)!.position, total) : undefined;
    return { totalResults: total, resources: resourcesOf(page), ...(nextCursor && { nextCursor }) };
  }

  private seal(query: string, tenant: number, position: Position, total: number): string {
    const content: CursorContent = {
      query,
      tenant,
      stretch: position.stretch,
      values: position.values.map(encode),
      total,
      issuedAt: Date.now(),
    };
    return this.cursors.seal(content);
  }

  private open(cursor: string, query: string, tenant: number): CursorContent {
    const content = this.cursors.open(cursor) as CursorContent | undefined;
    if (!content || content.query !== query || content.tenant !== tenant) {
      throw new InvalidCursorError('cursor: it was not issued for this query');
    }
    if (Date.now() - content.issuedAt > CURSOR_TIMEOUT * 1000) {
      throw new ExpiredCursorError('cursor: it has expired; start again without one');
    }
    return content;
  }
}

function digest({ tenantId, visibility }: Selection, identity: string): string {
  return createHash('sha256').update(`${tenantId}\0${visibility}\0${identity}`).digest('base64url');
}

function resourcesOf(rows: readonly Row[]): StoredResource[] {
  return rows.map(({ resource }) => resource);
}

function positionOf({ stretch, values }: CursorContent): Position {
  return { stretch, values: values.map(decode) };
}

function encode(value: Parameter): string | number | { bytes: string } {
  if (value === null) throw new Error('positions hold no nulls');
  return Buffer.isBuffer(value) ? { bytes: value.toString('base64') } : value;
}

function decode(value: string | number | { readonly bytes: string }): Parameter {
  return typeof value === 'object' ? Buffer.from(value.bytes, 'base64') : value;
}
