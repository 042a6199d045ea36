import { uuidv7 } from '../persistence/uuid.js';

/** What is safe in a header, a log line and the journal's column. */
const SAFE = /^[\w.:-]{1,64}$/;

/** The id under which logs, the journal and the client speak of a request: the caller's own where it is safe. */
export function chooseRequestId(offered: string | string[] | undefined): string {
  return typeof offered === 'string' && SAFE.test(offered) ? offered : uuidv7();
}
