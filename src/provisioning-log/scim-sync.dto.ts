import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { NULLABLE_TIME } from '../admin-api/nullable.js';
import { PROVIDERS } from '../provisioning/connection.js';
import type { Sync, ToleranceUse } from './call-log-reader.repository.js';
import type { Provider } from './scim-call.js';
import { TOLERANCE_DESCRIPTIONS } from './tolerance-descriptions.js';

export class ScimSyncDto {
  @ApiProperty({ example: '0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10' })
  id: string;

  @ApiProperty({ enum: PROVIDERS })
  provider: Provider;

  @ApiProperty({ format: 'date-time' })
  startedAt: string;

  @ApiProperty({ format: 'date-time' })
  lastCallAt: string;

  @ApiProperty({
    ...NULLABLE_TIME,
    description: 'Null while it may go on: until five minutes after the last call.',
  })
  endedAt: string | null;

  @ApiProperty({ type: 'integer' })
  created: number;

  @ApiProperty({ type: 'integer', description: 'Existing accounts and groups that were taken over.' })
  matched: number;

  @ApiProperty({ type: 'integer' })
  updated: number;

  @ApiProperty({ type: 'integer' })
  deactivated: number;

  @ApiProperty({ type: 'integer' })
  deleted: number;

  @ApiProperty({ type: 'integer' })
  failed: number;

  @ApiProperty({ type: 'integer', description: 'Calls that neither changed anything nor failed.' })
  reads: number;

  static of({ startedAt, lastCallAt, endedAt, ...sync }: Sync): ScimSyncDto {
    return {
      ...sync,
      startedAt: new Date(startedAt).toISOString(),
      lastCallAt: new Date(lastCallAt).toISOString(),
      endedAt: endedAt === null ? null : new Date(endedAt).toISOString(),
    };
  }
}

export class ScimSyncListDto {
  @ApiProperty({ type: [ScimSyncDto], description: 'Newest first.' })
  items: ScimSyncDto[];

  @ApiPropertyOptional({ description: 'Where more follows.' })
  nextCursor?: string;
}

export class ToleranceDto {
  @ApiProperty({ example: 'booleanAsString' })
  name: string;

  @ApiProperty({ example: 'Yes and no sent as the texts "true" and "false".' })
  description: string;

  @ApiProperty({ type: 'integer', description: 'Calls that have leaned on it.' })
  count: number;

  @ApiProperty({ format: 'date-time' })
  lastUsedAt: string;

  static of({ name, count, lastUsedAt }: ToleranceUse): ToleranceDto {
    // A tolerance of a version that was run before may be gone.
    const descriptions: Readonly<Record<string, string | undefined>> = TOLERANCE_DESCRIPTIONS;
    return {
      name,
      description: descriptions[name] ?? name,
      count,
      lastUsedAt: new Date(lastUsedAt).toISOString(),
    };
  }
}

export class ToleranceListDto {
  @ApiProperty({ type: [ToleranceDto], description: 'Most used first.' })
  items: ToleranceDto[];
}
