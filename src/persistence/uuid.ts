import { randomFillSync } from 'node:crypto';

const random = Buffer.alloc(10 * 256);
/** The last millisecond that 48 bits tell. */
const LAST_TIME = 0xffff_ffff_ffff;
/** Milliseconds by which a clock may be put back without ids following it: what synchronization corrects. */
const PUT_BACK = 60_000;

let used = random.length;
let lastTime = 0;
let counter = 0;

/**
 * A UUID version 7 (RFC 9562 §5.7). Ids made by one process grow strictly, also within a millisecond: the 12 bits
 * after the time count up (§6.2 method 1), so that lists in order of id are lists in order of creation. A clock that
 * was far ahead and is put right is followed: nobody waits for days until ids tell the time again (§6.2).
 */
export function uuidv7(now: number = Date.now()): string {
  if (used === random.length) {
    randomFillSync(random);
    used = 0;
  }
  const bytes = random.subarray(used, (used += 10));
  if (now > lastTime || now < lastTime - PUT_BACK) {
    lastTime = now;
    counter = bytes.readUInt16BE(8) & 0x3ff;
  } else if (++counter > 0xfff) {
    lastTime++;
    counter = 0;
  }
  const time = lastTime.toString(16).padStart(12, '0');
  const count = (0x7000 | counter).toString(16);
  const variant = (0x8000 | (bytes.readUInt16BE(0) & 0x3fff)).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-${count}-${variant}-${bytes.toString('hex', 2, 8)}`;
}

/** When a UUID version 7 was made, in milliseconds since the epoch. */
export function timeOfUuid(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}

/** The least id of that time: those made then and later are greater, those made earlier less. */
export function leastUuid(time: number): string {
  const bounded = Math.min(Math.max(time, 0), LAST_TIME);
  const digits = bounded.toString(16).padStart(12, '0');
  return `${digits.slice(0, 8)}-${digits.slice(8)}-7000-8000-000000000000`;
}
