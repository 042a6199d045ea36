import type { ServerResponse } from 'node:http';
import { Semaphore, withTimeout } from 'async-mutex';
import { OverloadedError } from './overloaded-error.js';

/** Bytes up to which a body is never kept waiting. */
export const LARGE_BODY = 1_048_576;
/** How many times as much is held of large bodies at a time; one that is larger still is alone. */
const ROOM = 16;
/** Milliseconds that one waits for room. */
const PATIENCE = 25_000;

/**
 * Parsed and on its way into the database, a body takes some ten times its size. What there is no room for waits,
 * unread beyond its first bytes: a dozen large groups at once cost the memory of one.
 */
export class LargeBodies {
  private readonly room = withTimeout(new Semaphore(ROOM), PATIENCE, new OverloadedError());

  /**
   * Waits for room; it is given back when the answer has left or the connection has broken.
   * @throws OverloadedError when there was none for too long
   */
  async admit(bytes: number, response: ServerResponse): Promise<void> {
    const [, release] = await this.room.acquire(Math.min(Math.ceil(bytes / LARGE_BODY), ROOM));
    if (response.closed) release();
    else response.once('close', release);
  }
}
