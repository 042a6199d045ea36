import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { NULLABLE_STRING, NULLABLE_TIME } from '../admin-api/nullable.js';
import { PageQueryDto } from '../admin-api/page-query.dto.js';
import { DELIVERY_STATES, type Delivery, type DeliveryState } from './delivery.js';

const NULLABLE_INTEGER = { anyOf: [{ type: 'integer' }, { type: 'null' }] };

export class DeliveryQueryDto extends PageQueryDto {
  @ApiPropertyOptional({ enum: DELIVERY_STATES })
  @IsOptional()
  @IsIn(DELIVERY_STATES)
  state?: DeliveryState;
}

export class DeliveryDto {
  @ApiProperty({ example: '0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10' })
  id: string;

  @ApiProperty({
    example: '0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10',
    description: 'The id of the event, and the `webhook-id` of each attempt.',
  })
  eventId: string;

  @ApiProperty({ type: 'integer' })
  sequence: number;

  @ApiProperty({ example: 'user.updated' })
  type: string;

  @ApiProperty({ description: 'The user, group or organization whose order is kept.' })
  resourceId: string;

  @ApiProperty({
    enum: DELIVERY_STATES,
    description:
      'On its way, arrived, or given up: after ten attempts or because the event is not kept any more.',
  })
  state: DeliveryState;

  @ApiProperty({ type: 'integer' })
  attempts: number;

  @ApiProperty({
    ...NULLABLE_TIME,
    description: 'Of a pending one; null while an earlier event of the resource is pending.',
  })
  nextAttemptAt: string | null;

  @ApiProperty(NULLABLE_TIME)
  lastAttemptAt: string | null;

  @ApiProperty({
    ...NULLABLE_INTEGER,
    description: 'The status of the last answer; null where there was none.',
  })
  lastStatus: number | null;

  @ApiProperty({ ...NULLABLE_INTEGER, description: 'Milliseconds.' })
  lastDuration: number | null;

  @ApiProperty({ ...NULLABLE_STRING, description: 'Why the last attempt does not count.' })
  lastError: string | null;

  @ApiProperty({ ...NULLABLE_STRING, description: 'The beginning of the last answer.' })
  lastResponse: string | null;
}

export class DeliveryListDto {
  @ApiProperty({ type: [DeliveryDto] })
  items: DeliveryDto[];

  @ApiPropertyOptional({ description: 'Where more follows.' })
  nextCursor?: string;
}

export function describeDelivery(delivery: Delivery): DeliveryDto {
  const { id, eventId, sequence, eventType: type, resourceId, state, attempts } = delivery;
  const { lastStatus, lastDuration, lastError, lastResponse } = delivery;
  const time = (milliseconds: number | null) =>
    milliseconds === null ? null : new Date(milliseconds).toISOString();
  return {
    id,
    eventId,
    sequence,
    type,
    resourceId,
    state,
    attempts,
    nextAttemptAt: time(delivery.dueAt),
    lastAttemptAt: time(delivery.lastAttemptAt),
    lastStatus,
    lastDuration,
    lastError,
    lastResponse,
  };
}
