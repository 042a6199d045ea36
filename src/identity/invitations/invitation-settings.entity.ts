import { Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { LongTextColumn, StringColumn, TimeColumn } from '../../persistence/columns.js';
import { TenantEntity } from '../../tenants/tenant.entity.js';

/** What a tenant's invitations say, and where they lead to. Whose settings are the defaults has no row. */
@Entity('invitation_settings')
export class InvitationSettingsEntity {
  @ForeignKey(() => TenantEntity, { name: 'invitation_settings_tenant' })
  @PrimaryColumn({ name: 'tenant_id', type: 'integer' })
  tenantId: number;

  @StringColumn('product_name', 100)
  productName: string;

  @LongTextColumn('text', { nullable: true })
  text: string | null;

  @LongTextColumn('application_url', { nullable: true })
  applicationUrl: string | null;

  @TimeColumn('updated_at')
  updatedAt: number;
}
