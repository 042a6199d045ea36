import { setTimeout as sleep } from 'node:timers/promises';
import type { AdminAnswer, AdminClient, Body } from './admin-client.js';

/** The job that a call has started, once it has ended. */
export async function finishedJob(client: AdminClient, started: AdminAnswer): Promise<Body> {
  if (started.status !== 202) throw new Error(`${started.status}: ${JSON.stringify(started.body)}`);
  for (;;) {
    const { body } = await client.get(`jobs/${started.body.id}`);
    if (body['state'] !== 'running') return body;
    await sleep(20);
  }
}

/** All pages of a list. */
export async function allItems(client: AdminClient, path: string): Promise<Body[]> {
  const items: Body[] = [];
  for (let cursor: string | undefined = ''; cursor !== undefined;) {
    const page: AdminAnswer = await client.get(
      `${path}${path.includes('?') ? '&' : '?'}limit=200${cursor && `&cursor=${cursor}`}`,
    );
    items.push(...page.body.items);
    cursor = page.body.nextCursor;
  }
  return items;
}
