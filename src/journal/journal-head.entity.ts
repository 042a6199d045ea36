import { Entity, PrimaryColumn } from 'typeorm';
import { BytesColumn, StringColumn, TimeColumn } from '../persistence/columns.js';

/** Where a tenant's sealed journal ends. Sealers lock it, so that one at a time goes on from there. */
@Entity('journal_heads')
export class JournalHeadEntity {
  @PrimaryColumn({ name: 'tenant_id', type: 'integer' })
  tenantId: number;

  /** Of the last sealed entry. */
  @TimeColumn('sequence')
  sequence: number;

  @BytesColumn('chain', 32)
  chain: Buffer;

  /** Which key the signature is of. */
  @StringColumn('key_id', 16)
  keyId: string;

  /** HMAC of tenant, sequence and chain. */
  @BytesColumn('seal', 32)
  seal: Buffer;

  @TimeColumn('sealed_at')
  sealedAt: number;
}
