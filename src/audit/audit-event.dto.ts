import { ApiProperty, ApiPropertyOptional, IntersectionType } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { PageQueryDto } from '../admin-api/page-query.dto.js';
import { IsDateOrDateTime } from '../admin-api/date-time.js';
import { NULLABLE_STRING } from '../admin-api/nullable.js';
import { SearchText } from '../admin-api/visible-text.js';

/** Which entries are asked for. */
export class AuditFilterDto {
  @ApiPropertyOptional({ example: 'user.created' })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  action?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @MaxLength(36)
  actorId?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @MaxLength(36)
  targetId?: string;

  @ApiPropertyOptional({ example: 'user' })
  @IsOptional()
  @IsString()
  @MaxLength(32)
  targetType?: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'Events of this time and later.' })
  @IsOptional()
  @IsDateOrDateTime()
  from?: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'Events before this time.' })
  @IsOptional()
  @IsDateOrDateTime()
  to?: string;

  @ApiPropertyOptional({
    description: "Part of the actor's or the target's name, or of a value before or after.",
  })
  @IsOptional()
  @SearchText()
  q?: string;
}

export class AuditQueryDto extends IntersectionType(AuditFilterDto, PageQueryDto) {}

const FORMATS = ['jsonl', 'csv'] as const;
export type ExportFormat = (typeof FORMATS)[number];

export class AuditExportQueryDto extends AuditFilterDto {
  @ApiProperty({ enum: FORMATS, description: 'JSON lines, or CSV that spreadsheets take for no formula.' })
  @IsIn(FORMATS)
  format: ExportFormat;
}

class AuditActorDto {
  @ApiProperty({ enum: ['user', 'scim', 'system', 'token'] })
  type: string;

  @ApiProperty(NULLABLE_STRING)
  id: string | null;

  @ApiProperty({ example: 'Ada Lovelace', description: 'The name as it was then.' })
  display: string;

  @ApiProperty({ ...NULLABLE_STRING, example: '192.0.2.7' })
  ip: string | null;
}

class AuditTargetDto {
  @ApiProperty({ example: 'user' })
  type: string;

  @ApiProperty(NULLABLE_STRING)
  id: string | null;

  @ApiProperty({ example: 'Grace Hopper' })
  display: string;
}

class AuditChangeDto {
  @ApiProperty({ example: 'name.familyName' })
  path: string;

  @ApiProperty({ description: 'Null where the attribute was absent.', anyOf: [{}], example: 'Murray' })
  before: unknown;

  @ApiProperty({ description: 'Null where the attribute is absent.', anyOf: [{}], example: 'Hopper' })
  after: unknown;
}

export class AuditEventDto {
  @ApiProperty({ example: '0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10' })
  id: string;

  @ApiProperty({
    anyOf: [{ type: 'integer' }, { type: 'null' }],
    description: 'The gap-free position in the order of commits; null until the entry is sealed.',
  })
  sequence: number | null;

  @ApiProperty({ format: 'date-time' })
  time: string;

  @ApiProperty({ type: AuditActorDto })
  actor: AuditActorDto;

  @ApiProperty({ example: 'user.updated' })
  action: string;

  @ApiProperty({ type: AuditTargetDto })
  target: AuditTargetDto;

  @ApiProperty({ type: [AuditChangeDto] })
  changes: AuditChangeDto[];

  @ApiProperty(NULLABLE_STRING)
  requestId: string | null;

  @ApiProperty({ enum: ['success', 'failure'] })
  outcome: string;

  @ApiProperty({ description: 'Whether a person was erased from it since.' })
  erased: boolean;
}

export class AuditEventListDto {
  @ApiProperty({ type: [AuditEventDto], description: 'Newest first.' })
  items: AuditEventDto[];

  @ApiPropertyOptional({
    description: 'Where more may follow, also after a page with few items or none: a search looks on there.',
  })
  nextCursor?: string;
}
