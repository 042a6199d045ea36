import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
import { NULLABLE_STRING } from '../admin-api/nullable.js';
import type { FeedEntry } from './event-feed.repository.js';

export class EventQueryDto {
  @ApiPropertyOptional({
    type: 'integer',
    minimum: 0,
    default: 0,
    description: '`next` of the page before; 0 for the beginning.',
  })
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(Number.MAX_SAFE_INTEGER)
  after = 0;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 1_000, default: 100 })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1_000)
  limit = 100;
}

class EventChangeDto {
  @ApiProperty({ example: 'name.familyName' })
  path: string;

  @ApiProperty({ anyOf: [{}], description: 'Null where the attribute was absent.' })
  before: unknown;

  @ApiProperty({ anyOf: [{}], description: 'Null where the attribute is absent.' })
  after: unknown;
}

class EventDataDto {
  @ApiProperty({ ...NULLABLE_STRING, description: 'Of the user, group or organization.' })
  id: string | null;

  @ApiProperty({ type: Object, description: 'The changed attributes as they were, by path.' })
  before: Record<string, unknown>;

  @ApiProperty({ type: Object, description: 'The changed attributes as they are, by path.' })
  after: Record<string, unknown>;

  @ApiProperty({
    type: [EventChangeDto],
    description: 'The same, change by change; members each by themselves.',
  })
  changes: EventChangeDto[];
}

export class EventDto {
  @ApiProperty({ example: '0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10', description: 'The same at each delivery.' })
  id: string;

  @ApiProperty({ type: 'integer' })
  sequence: number;

  @ApiProperty({ example: 'user.updated' })
  type: string;

  @ApiProperty({ format: 'date-time' })
  time: string;

  @ApiProperty({ type: EventDataDto })
  data: EventDataDto;
}

export class EventListDto {
  @ApiProperty({ type: [EventDto], description: 'In the order of commits.' })
  items: EventDto[];

  @ApiProperty({ type: 'integer', description: 'For `after`.' })
  next: number;
}

/** The payload of an event, in the feed as in webhooks. */
export function describeEvent({ id, sequence, action, time, targetId, changes }: FeedEntry): EventDto {
  const plain = changes.filter(({ path }) => path !== 'members');
  return {
    id,
    sequence,
    type: action,
    time: new Date(time).toISOString(),
    data: {
      id: targetId,
      before: Object.fromEntries(plain.map(({ path, before }) => [path, before])),
      after: Object.fromEntries(plain.map(({ path, after }) => [path, after])),
      changes: [...changes],
    },
  };
}
