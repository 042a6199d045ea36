import { Entity, ForeignKey, Index } from 'typeorm';
import {
  IdColumn,
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
@Index('jobs_exclusive', ['tenantId', 'exclusiveKey'], { unique: true })
@Index('jobs_claimable', ['claimedUntil'])
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

  /** How many of the findings are conflicts. */
  @IntegerColumn('conflict_count', { default: 0 })
  conflictCount: number;

  /** While it runs, what no other job of the tenant may do at the same time. */
  @StringColumn('exclusive_key', 64, { nullable: true })
  exclusiveKey: string | null;

  /** JSON: what was asked for. This and the following are those of jobs that go on after a stop or a kill. */
  @LongTextColumn('parameters', { nullable: true })
  parameters: string | null;

  /** JSON: how far it is, in the work's own words; null before its first step. */
  @LongTextColumn('position', { nullable: true })
  position: string | null;

  /** JSON: in whose name and from which address it runs; null once it has ended. */
  @LongTextColumn('started_by', { nullable: true })
  startedBy: string | null;

  /** The process that runs it. */
  @IdColumn('claimed_by', { nullable: true })
  claimedBy: string | null;

  /** Until when nobody else takes it up; 0 while nobody has, null for what cannot be taken up. */
  @TimeColumn('claimed_until', { nullable: true })
  claimedUntil: number | null;
}
