import { Entity, ForeignKey, Index } from 'typeorm';
import {
  IntegerColumn,
  LongTextColumn,
  PrimaryIdColumn,
  StringColumn,
  TimeColumn,
} from '../persistence/columns.js';
import { TenantEntity } from '../tenants/tenant.entity.js';

/** Work that takes longer than a request. */
@Entity('jobs')
@Index('jobs_listing', ['tenantId', 'id'])
export class JobEntity {
  @PrimaryIdColumn('id')
  id: string;

  @ForeignKey(() => TenantEntity, { name: 'jobs_tenant' })
  @IntegerColumn('tenant_id')
  tenantId: number;

  /** What it does, e.g. `import_users`. */
  @StringColumn('kind', 64)
  kind: string;

  /** `running`, `done` or `failed`. */
  @StringColumn('state', 16)
  state: string;

  /** How much there is to do; null while it is not known. */
  @IntegerColumn('total', { nullable: true })
  total: number | null;

  @IntegerColumn('done')
  done: number;

  /** JSON: what came of it. */
  @LongTextColumn('result', { nullable: true })
  result: string | null;

  /** Why it failed. */
  @LongTextColumn('error', { nullable: true })
  error: string | null;

  @TimeColumn('created_at')
  createdAt: number;

  /** The last sign of life: a running job without one for a minute was interrupted. */
  @TimeColumn('updated_at')
  updatedAt: number;

  @TimeColumn('finished_at', { nullable: true })
  finishedAt: number | null;
}
