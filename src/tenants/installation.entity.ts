import { Entity, PrimaryColumn } from 'typeorm';
import { LongTextColumn } from '../persistence/columns.js';

/** Facts of the whole installation, not of a tenant: the secret key's fingerprint, the last tenant's number. */
@Entity('installation')
export class InstallationEntity {
  @PrimaryColumn({ name: 'name', type: 'varchar', length: 64 })
  name: string;

  @LongTextColumn('value')
  value: string;
}
