import { once } from 'node:events';
import type { Response } from 'express';

/** Waits for a slow reader instead of buffering for it; a failure on the way breaks the connection off. */
export async function streamText(response: Response, pieces: AsyncIterable<string>): Promise<void> {
  const closed = new AbortController();
  response.once('close', () => closed.abort());
  try {
    for await (const piece of pieces) {
      if (closed.signal.aborted) return;
      if (!response.write(piece)) await once(response, 'drain', { signal: closed.signal });
    }
    response.end();
  } catch (error) {
    if (closed.signal.aborted) return;
    if (!response.headersSent) throw error;
    response.destroy(error as Error);
  }
}
