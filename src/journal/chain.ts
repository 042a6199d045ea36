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
  const fields = [
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
  ];
  return createHmac('sha256', salt).update(JSON.stringify(fields)).digest();
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
