import { createHmac } from 'node:crypto';

/** Of what an entry is made; the columns of `journal_entries`, as they are stored. */
export interface SealedContent {
  readonly id: string;
  readonly tenantId: number;
  readonly time: number;
  readonly actorType: string;
  readonly actorId: string | null;
  readonly actorDisplay: string;
  readonly actorIp: string | null;
  readonly action: string;
  readonly targetType: string;
  readonly targetId: string | null;
  readonly targetDisplay: string;
  /** JSON text. */
  readonly changes: string;
  readonly requestId: string | null;
  readonly outcome: string;
}

/** What the first entry follows. */
export const BEGINNING = Buffer.alloc(32);

/**
 * The digest of an entry's content. The salt makes that nobody finds the content by trying, once both are erased;
 * the digest stays, and with it the chain.
 */
export function contentDigest(salt: Buffer, content: SealedContent): Buffer {
  return createHmac('sha256', salt).update(textOf(content)).digest();
}

/**
 * Signs what is left of an entry whose content was erased: neither does anybody else erase, nor change what is left.
 * @param digest of the entry as it was sealed
 */
export function erasureMark(key: Buffer, digest: Buffer, left: SealedContent): Buffer {
  return createHmac('sha256', key).update('erased ').update(digest).update(textOf(left)).digest();
}

function textOf(content: SealedContent): string {
  return JSON.stringify([
    content.id,
    content.tenantId,
    content.time,
    content.actorType,
    content.actorId,
    content.actorDisplay,
    content.actorIp,
    content.action,
    content.targetType,
    content.targetId,
    content.targetDisplay,
    content.changes,
    content.requestId,
    content.outcome,
  ]);
}

/** Signs an entry when it is written, until it is sealed: nobody without the key has one sealed. */
export function writtenMark(key: Buffer, digest: Buffer): Buffer {
  return createHmac('sha256', key).update('written ').update(digest).digest();
}

/** The link that binds an entry to its place: no other entry, and none at another place, has it. */
export function chainLink(key: Buffer, previous: Buffer, sequence: number, digest: Buffer): Buffer {
  const place = Buffer.alloc(8);
  place.writeBigUInt64BE(BigInt(sequence));
  return createHmac('sha256', key).update(previous).update(place).update(digest).digest();
}

/** Signs where a tenant's journal ends, so that nobody cuts off its tail and says that it ended there. */
export function headSeal(key: Buffer, tenantId: number, sequence: number, chain: Buffer): Buffer {
  return createHmac('sha256', key).update(`head ${tenantId} ${sequence} `).update(chain).digest();
}

/** Signs where a tenant's journal begins, so that nobody cuts off its beginning and says that it was not kept. */
export function startSeal(key: Buffer, tenantId: number, sequence: number, chain: Buffer): Buffer {
  return createHmac('sha256', key).update(`start ${tenantId} ${sequence} `).update(chain).digest();
}
