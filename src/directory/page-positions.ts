import type { Position } from '../persistence/filter-sql/compile-sort.js';

const LIFETIME = 60_000;
const CAPACITY = 10_000;

/**
 * Remembers where pages by `startIndex` ended, so that the next page goes on there instead of counting off all
 * that came before: reading a list to its end stays linear, and a row that is deleted meanwhile makes no gap.
 *
 * It is only a shortcut: what is forgotten, or asked of another replica, is counted off.
 */
export class PagePositions {
  private readonly positions = new Map<string, { position: Position; until: number }>();

  find(query: string, startIndex: number): Position | undefined {
    const found = this.positions.get(`${query}:${startIndex}`);
    return found && found.until > Date.now() ? found.position : undefined;
  }

  remember(query: string, startIndex: number, position: Position): void {
    const key = `${query}:${startIndex}`;
    this.positions.delete(key);
    this.positions.set(key, { position, until: Date.now() + LIFETIME });
    if (this.positions.size > CAPACITY) this.positions.delete(this.positions.keys().next().value!);
  }
}
