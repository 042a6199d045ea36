import { ApiProperty, ApiPropertyOptional, IntersectionType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, Max, MaxLength, Min } from 'class-validator';
import { IsDateOrDateTime } from '../admin-api/date-time.js';
import { NULLABLE_STRING } from '../admin-api/nullable.js';
import { PageQueryDto } from '../admin-api/page-query.dto.js';
import { PROVIDERS } from '../provisioning/connection.js';
import type { JsonValue } from '../scim/index.js';
import type { LoggedCall } from './call-log.repository.js';
import { explain, failureCode } from './explanation.js';
import {
  EFFECTS,
  OPERATIONS,
  TARGET_TYPES,
  type Effect,
  type Operation,
  type Provider,
  type TargetType,
} from './scim-call.js';

const OUTCOMES = ['changed', 'failed'] as const;
const NULLABLE_OBJECT = { anyOf: [{ type: 'object' }, { type: 'null' }] };
const nullableEnum = (values: readonly string[]) => ({
  anyOf: [{ type: 'string', enum: [...values] }, { type: 'null' }],
});

/** Which calls are asked for. */
export class CallFilterDto {
  @ApiPropertyOptional({ enum: OUTCOMES })
  @IsOptional()
  @IsIn(OUTCOMES)
  outcome?: LoggedCall['outcome'];

  @ApiPropertyOptional({ enum: EFFECTS })
  @IsOptional()
  @IsIn(EFFECTS)
  effect?: Effect;

  @ApiPropertyOptional({ enum: OPERATIONS })
  @IsOptional()
  @IsIn(OPERATIONS)
  operation?: Operation;

  @ApiPropertyOptional({ enum: TARGET_TYPES })
  @IsOptional()
  @IsIn(TARGET_TYPES)
  targetType?: TargetType;

  @ApiPropertyOptional({ description: 'The id by which the IdP has named the user or group.' })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  targetId?: string;

  @ApiPropertyOptional({ enum: PROVIDERS })
  @IsOptional()
  @IsIn(PROVIDERS)
  provider?: Provider;

  @ApiPropertyOptional({ type: 'integer', description: 'The HTTP status.', example: 404 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(100)
  @Max(599)
  status?: number;

  @ApiPropertyOptional({ description: 'The `X-Request-Id` of the answer.' })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  requestId?: string;

  @ApiPropertyOptional({ description: 'Calls of this sync run.' })
  @IsOptional()
  @IsUUID()
  syncId?: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'Calls of this time and later.' })
  @IsOptional()
  @IsDateOrDateTime()
  from?: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'Calls before this time.' })
  @IsOptional()
  @IsDateOrDateTime()
  to?: string;

  @ApiPropertyOptional({ description: "Part of the target's name." })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  q?: string;
}

export class CallQueryDto extends IntersectionType(CallFilterDto, PageQueryDto) {}

class CallTargetDto {
  @ApiProperty(nullableEnum(TARGET_TYPES))
  type: TargetType | null;

  @ApiProperty({ ...NULLABLE_STRING, description: 'As the IdP has named it: there need not be one here.' })
  id: string | null;

  @ApiProperty({
    ...NULLABLE_STRING,
    example: 'Ada Lovelace',
    description: 'The name as it was then; of a query, its filter without what it compares with.',
  })
  display: string | null;
}

export class ScimRequestDto {
  @ApiProperty({ example: '0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10' })
  id: string;

  @ApiProperty({ format: 'date-time', description: 'When the call arrived.' })
  time: string;

  @ApiProperty({ enum: OPERATIONS })
  operation: Operation;

  @ApiProperty({ enum: OUTCOMES })
  outcome: LoggedCall['outcome'];

  @ApiProperty({ ...nullableEnum(EFFECTS), description: 'What a change did to its target.' })
  effect: Effect | null;

  @ApiProperty({ type: CallTargetDto })
  target: CallTargetDto;

  @ApiProperty({ example: 'PATCH' })
  method: string;

  @ApiProperty({ example: '/Users/0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10', description: 'Without the query.' })
  path: string;

  @ApiProperty({
    anyOf: [{ type: 'integer' }, { type: 'null' }],
    description: 'The HTTP status; null for the moment until the call has ended.',
  })
  status: number | null;

  @ApiProperty({
    anyOf: [{ type: 'number' }, { type: 'null' }],
    description: 'Milliseconds until it was answered; null as `status`.',
  })
  duration: number | null;

  @ApiProperty({ description: 'The `X-Request-Id`, under which history and log speak of it too.' })
  requestId: string;

  @ApiProperty({ enum: PROVIDERS, description: 'The IdP as the call tells it.' })
  provider: Provider;

  @ApiProperty(NULLABLE_STRING)
  userAgent: string | null;

  @ApiProperty({ ...NULLABLE_STRING, example: '192.0.2.7' })
  ip: string | null;

  @ApiProperty({ type: [String], description: 'Tolerances without which the call would have been refused.' })
  tolerances: string[];

  @ApiProperty({ ...NULLABLE_STRING, example: 'not_found', description: 'The kind of failure.' })
  code: string | null;

  @ApiProperty({ ...NULLABLE_STRING, example: 'uniqueness', description: 'As it was answered.' })
  scimType: string | null;

  @ApiProperty({ ...NULLABLE_STRING, description: 'As it was answered.' })
  detail: string | null;

  @ApiProperty({ ...NULLABLE_STRING, description: 'What a failure means, in plain words.' })
  explanation: string | null;

  @ApiProperty({ ...NULLABLE_STRING, description: 'What to do about it.' })
  whatToDo: string | null;

  @ApiProperty({
    ...NULLABLE_OBJECT,
    description: 'Of a failure: `query` and `body` as they were sent, without secrets, cut to a size.',
  })
  request: JsonValue;

  @ApiProperty({ ...NULLABLE_OBJECT, description: 'Of a failure: the error that was answered.' })
  answer: JsonValue;

  static of(call: LoggedCall): ScimRequestDto {
    return {
      id: call.id,
      time: new Date(call.time).toISOString(),
      operation: call.operation,
      outcome: call.outcome,
      effect: call.effect,
      target: { type: call.targetType, id: call.targetId, display: call.targetDisplay },
      method: call.method,
      path: call.path,
      status: call.status,
      duration: call.microseconds === null ? null : call.microseconds / 1_000,
      requestId: call.requestId,
      provider: call.provider,
      userAgent: call.userAgent,
      ip: call.ip,
      tolerances: [...call.tolerances],
      code: call.code,
      scimType: call.scimType,
      detail: call.detail,
      ...wordsFor(call),
      request: readJson(call.request),
      answer: readJson(call.answer),
    };
  }
}

export class ScimRequestListDto {
  @ApiProperty({ type: [ScimRequestDto], description: 'Newest first.' })
  items: ScimRequestDto[];

  @ApiPropertyOptional({ description: 'Where more follows.' })
  nextCursor?: string;
}

function wordsFor(call: LoggedCall): { explanation: string | null; whatToDo: string | null } {
  const { outcome, code, status, operation, targetType, provider } = call;
  if (outcome !== 'failed' || code === null || status === null) return { explanation: null, whatToDo: null };
  return explain({ status, code: failureCode(code, status), operation, targetType, provider });
}

function readJson(text: string | null): JsonValue {
  return text === null ? null : (JSON.parse(text) as JsonValue);
}
