import { Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { IntegerColumn, LongTextColumn, StringColumn, TimeColumn } from '../../persistence/columns.js';
import { TenantEntity } from '../../tenants/tenant.entity.js';

/** A sign-in that is under way at the OpenID provider; used once. */
@Entity('sso_flows')
export class SsoFlowEntity {
  @PrimaryColumn({ name: 'state_digest', type: 'varbinary', length: 32 })
  stateDigest: Buffer;

  @ForeignKey(() => TenantEntity, { name: 'sso_flows_tenant' })
  @IntegerColumn('tenant_id')
  tenantId: number;

  /** `sign_in`, or `test` by an administrator who sets it up. */
  @StringColumn('purpose', 16)
  purpose: string;

  /** Encrypted: nonce, code verifier, the browser's binding, where to go afterwards. */
  @LongTextColumn('sealed')
  sealed: string;

  @Index('sso_flows_age')
  @TimeColumn('expires_at')
  expiresAt: number;
}
