import { Entity, Index, PrimaryColumn } from 'typeorm';
import { IdColumn, StringColumn, TimeColumn } from '../persistence/columns.js';

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

  @Index('tenants_name', { unique: true })
  @StringColumn('name', 255)
  name: string;

  @TimeColumn('created_at')
  createdAt: number;
}
