import { Entity, PrimaryColumn } from 'typeorm';
import { BytesColumn, StringColumn, TimeColumn } from '../persistence/columns.js';

/** Where a tenant's journal begins, once its oldest entries are not kept any more. */
@Entity('journal_starts')
export class JournalStartEntity {
  @PrimaryColumn({ name: 'tenant_id', type: 'integer' })
  tenantId: number;

  /** Of the last entry that is not kept. */
  @TimeColumn('sequence')
  sequence: number;

  /** Its link, which the first kept one follows. */
  @BytesColumn('chain', 32)
  chain: Buffer;

  /** Which key the signature is of. */
  @StringColumn('key_id', 16)
  keyId: string;

  /** HMAC of tenant, sequence and chain. */
  @BytesColumn('seal', 32)
  seal: Buffer;

  @TimeColumn('moved_at')
  movedAt: number;
}
