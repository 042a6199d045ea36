import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { NULLABLE_STRING, NULLABLE_TIME } from '../admin-api/nullable.js';
import type { Finding } from './job-finding.repository.js';
import { JOB_STATES, type Job, type JobState } from './job.repository.js';

export class StartedJobDto {
  @ApiProperty({
    example: '0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10',
    description: 'For `GET /api/v1/jobs/{id}`.',
  })
  id: string;
}

export class JobDto {
  @ApiProperty({ example: '0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10' })
  id: string;

  @ApiProperty({ example: 'import_users' })
  kind: string;

  @ApiProperty({ enum: JOB_STATES })
  state: JobState;

  @ApiProperty({ anyOf: [{ type: 'integer' }, { type: 'null' }], description: 'Null while it is not known.' })
  total: number | null;

  @ApiProperty({ type: 'integer', description: 'How much of the total is done; written once a second.' })
  done: number;

  @ApiProperty({ type: 'integer', description: 'Users for whom it could do nothing.' })
  conflictCount: number;

  @ApiProperty({ anyOf: [{ type: 'object' }, { type: 'null' }], description: 'What came of it.' })
  result: object | null;

  @ApiProperty({ ...NULLABLE_STRING, description: 'Why it failed.' })
  error: string | null;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiProperty(NULLABLE_TIME)
  finishedAt: string | null;
}

export class JobChangeDto {
  @ApiProperty({ example: '0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10' })
  userId: string;

  @ApiProperty({ example: 'ada', description: 'As it was when the job looked.' })
  userName: string;

  @ApiProperty({ ...NULLABLE_STRING, example: 'ada@example.com' })
  email: string | null;
}

export class JobConflictDto extends JobChangeDto {
  @ApiProperty({ example: 'email_shared', description: 'Why nothing was, or would be, changed.' })
  reason: string;

  @ApiProperty({ ...NULLABLE_STRING, description: 'The user who stands in the way, where it is one.' })
  otherUserId: string | null;
}

export class JobDetailsDto extends JobDto {
  @ApiProperty({
    type: [JobConflictDto],
    description: 'The first hundred; `GET /api/v1/jobs/{id}/conflicts` has all.',
  })
  conflicts: JobConflictDto[];
}

export class JobConflictListDto {
  @ApiProperty({ type: [JobConflictDto] })
  items: JobConflictDto[];

  @ApiPropertyOptional({ description: 'Where more follows.' })
  nextCursor?: string;
}

export class JobChangeListDto {
  @ApiProperty({ type: [JobChangeDto] })
  items: JobChangeDto[];

  @ApiPropertyOptional({ description: 'Where more follows.' })
  nextCursor?: string;
}

export class JobListDto {
  @ApiProperty({ type: [JobDto] })
  items: JobDto[];

  @ApiPropertyOptional({ description: 'Where more follows.' })
  nextCursor?: string;
}

export function describeJob({
  id,
  kind,
  state,
  total,
  done,
  conflictCount,
  result,
  error,
  createdAt,
  finishedAt,
}: Job): JobDto {
  return {
    id,
    kind,
    state,
    total,
    done,
    conflictCount,
    result,
    error,
    createdAt: new Date(createdAt).toISOString(),
    finishedAt: finishedAt === null ? null : new Date(finishedAt).toISOString(),
  };
}

export function describeChange({ userId, userName, email }: Finding): JobChangeDto {
  return { userId, userName, email };
}

export function describeConflict({ userId, userName, email, reason, otherId }: Finding): JobConflictDto {
  return { userId, userName, email, reason: reason!, otherUserId: otherId };
}
