import { Entity, Index, PrimaryColumn } from 'typeorm';
import {
  BytesColumn,
  IdColumn,
  IntegerColumn,
  LongTextColumn,
  StringColumn,
  TimeColumn,
} from '../persistence/columns.js';

/**
 * A customer or subsidiary whose people, groups, connection, secret and journal are its own. Every other table
 * but `installation` names its tenant by this short number in each row and each index.
 */
@Entity('tenants')
export class TenantEntity {
  /** Counted up by hand: short, because every row of every other table bears it. */
  @PrimaryColumn({ name: 'id', type: 'integer' })
  id: number;

  /** The id that the outside sees. */
  @Index('tenants_public_id', { unique: true })
  @IdColumn('public_id')
  publicId: string;

  /** In lower case, without spaces: people type it when they sign in. */
  @Index('tenants_name', { unique: true })
  @StringColumn('name', 64)
  name: string;

  /** The host of its own public address, by which requests to it are recognised. */
  @Index('tenants_host', { unique: true })
  @StringColumn('host', 255, { nullable: true })
  host: string | null;

  /** Its own public address; null where it is that of the installation. */
  @LongTextColumn('public_url', { nullable: true })
  publicUrl: string | null;

  /** SHA-256 of the token by which its first administrator is made; null when there is none in force. */
  @Index('tenants_setup_token', { unique: true })
  @BytesColumn('setup_token_digest', 32, { nullable: true })
  setupTokenDigest: Buffer | null;

  /** Null where it does not expire. */
  @TimeColumn('setup_token_expires_at', { nullable: true })
  setupTokenExpiresAt: number | null;

  /** Counts changes of its schema extensions: by it each replica sees that those it remembers are old. */
  @IntegerColumn('schemas_version')
  schemasVersion: number;

  /** Counts changes of its mapping rules; 0 while there was never one. Who changes rules or nesting locks the row. */
  @IntegerColumn('mappings_version', { default: 0 })
  mappingsVersion: number;

  @TimeColumn('created_at')
  createdAt: number;

  /** Since when it is closed and being removed. */
  @TimeColumn('deleted_at', { nullable: true })
  deletedAt: number | null;
}
