import { Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { ResourceEntity } from '../directory/resource.entity.js';
import { IdColumn, IntegerColumn, LongTextColumn, StringColumn } from '../persistence/columns.js';
import { JobEntity } from './job.entity.js';

/** What a job has found out about a user; it goes with the user. */
@Entity('job_findings', { withoutRowid: true })
@Index('job_findings_user', ['userId', 'jobId'])
export class JobFindingEntity {
  @ForeignKey(() => JobEntity, { name: 'job_findings_job', onDelete: 'CASCADE' })
  @PrimaryColumn({ name: 'job_id', type: 'varchar', length: 36 })
  jobId: string;

  /** `conflict`, or in a dry run `change`. */
  @PrimaryColumn({ name: 'kind', type: 'varchar', length: 16 })
  kind: string;

  @ForeignKey(() => ResourceEntity, { name: 'job_findings_resource', onDelete: 'CASCADE' })
  @PrimaryColumn({ name: 'user_id', type: 'varchar', length: 36 })
  userId: string;

  @IntegerColumn('tenant_id')
  tenantId: number;

  /** As it was when the job looked. */
  @LongTextColumn('user_name')
  userName: string;

  @LongTextColumn('email', { nullable: true })
  email: string | null;

  /** Why nothing was changed, e.g. `no_email`; null for a change. */
  @StringColumn('reason', 32, { nullable: true })
  reason: string | null;

  /** The user who stands in the way, where it is one. */
  @IdColumn('other_id', { nullable: true })
  otherId: string | null;
}
