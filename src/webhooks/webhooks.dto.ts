import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsString,
  IsUrl,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { NULLABLE_STRING, NULLABLE_TIME } from '../admin-api/nullable.js';
import { IfGiven } from '../admin-api/optional-field.js';
import { EVENT_KINDS, EVENT_TYPES } from '../events/event-types.js';
import { DISABLED_REASONS, type DisabledReason, type Webhook } from './webhook.js';
import type { Answer } from './webhook-sender.js';

const CHOICES = [...EVENT_TYPES, ...EVENT_KINDS];
const DAY = 24;

/** An address of the web; whether it is called is for the service to say. */
const IsAddress = (): PropertyDecorator =>
  IsUrl(
    { protocols: ['http', 'https'], require_protocol: true, require_tld: false, allow_fragments: false },
    { message: 'must be an address that begins with https://' },
  );

export class WebhookChangesDto {
  @ApiPropertyOptional({
    example: 'https://app.example.com/hooks/rollcall',
    maxLength: 2048,
    description: 'Where events are sent to: a public address, over https.',
  })
  @IfGiven()
  @IsString()
  @MaxLength(2048)
  @IsAddress()
  url?: string;

  @ApiPropertyOptional({ example: 'Wiki', maxLength: 255, description: 'What it is for.' })
  @IfGiven()
  @IsString()
  @MaxLength(255)
  description?: string;

  @ApiPropertyOptional({
    enum: CHOICES,
    isArray: true,
    example: ['user.*', 'group.deleted'],
    description: 'The types of events that it hears of; `user.*` are all of a kind. None are all.',
  })
  @IfGiven()
  @IsArray()
  @ArrayMaxSize(CHOICES.length)
  @ArrayUnique()
  @IsIn(CHOICES, { each: true })
  eventTypes?: string[];

  @ApiPropertyOptional({ description: 'One that is enabled again goes on where it was.' })
  @IfGiven()
  @IsBoolean()
  enabled?: boolean;
}

export class NewWebhookDto extends WebhookChangesDto {
  @ApiProperty({
    example: 'https://app.example.com/hooks/rollcall',
    maxLength: 2048,
    description: 'Where events are sent to: a public address, over https.',
  })
  @IsString()
  @MaxLength(2048)
  @IsAddress()
  declare url: string;
}

export class SecretRotationDto {
  @ApiPropertyOptional({
    type: 'integer',
    minimum: 0,
    maximum: 7 * DAY,
    default: DAY,
    description: 'For how long the secrets of now sign as well; 0 ends them at once.',
  })
  @IsInt()
  @Min(0)
  @Max(7 * DAY)
  overlapHours = DAY;
}

export class ReplayDto {
  @ApiProperty({
    type: 'integer',
    minimum: 0,
    description: 'The sequence after which everything is sent again; 0 for the beginning.',
  })
  @IsInt()
  @Min(0)
  @Max(Number.MAX_SAFE_INTEGER)
  after: number;
}

export class WebhookDto {
  @ApiProperty({ example: '0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10' })
  id: string;

  @ApiProperty({ example: 'https://app.example.com/hooks/rollcall' })
  url: string;

  @ApiProperty({ example: 'Wiki' })
  description: string;

  @ApiProperty({ type: [String], example: ['user.*'], description: 'None are all.' })
  eventTypes: readonly string[];

  @ApiProperty()
  enabled: boolean;

  @ApiProperty({
    anyOf: [{ type: 'string', enum: [...DISABLED_REASONS] }, { type: 'null' }],
    description: 'By an administrator, after five days of failure, or because the receiver answered 410.',
  })
  disabledReason: DisabledReason | null;

  @ApiProperty({ ...NULLABLE_TIME, description: 'The first failure since the last success.' })
  failingSince: string | null;

  @ApiProperty({ ...NULLABLE_TIME, description: 'Until when the receiver has asked to be left alone.' })
  pausedUntil: string | null;

  @ApiProperty({ type: 'integer', description: 'The sequence up to which events were handed out to it.' })
  position: number;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiProperty({ format: 'date-time' })
  updatedAt: string;
}

export class WebhookWithSecretDto extends WebhookDto {
  @ApiProperty({ example: 'whsec_…', description: 'Verifies the signatures. It is shown this once.' })
  secret: string;
}

export class WebhookListDto {
  @ApiProperty({ type: [WebhookDto], description: 'In order of creation.' })
  items: WebhookDto[];
}

export class WebhookTestDto {
  @ApiProperty({ description: 'Whether the receiver answered 2xx.' })
  delivered: boolean;

  @ApiProperty({
    anyOf: [{ type: 'integer' }, { type: 'null' }],
    description: 'The status of its answer; null where there was none.',
  })
  status: number | null;

  @ApiProperty({ ...NULLABLE_STRING, description: 'Why it does not count.' })
  error: string | null;

  @ApiProperty({ ...NULLABLE_STRING, description: 'The beginning of the answer.' })
  response: string | null;

  @ApiProperty({ type: 'integer', description: 'Milliseconds.' })
  duration: number;
}

export function describeWebhook(webhook: Webhook): WebhookDto {
  const { id, url, description, eventTypes, enabled, disabledReason, position } = webhook;
  const time = (milliseconds: number | null) =>
    milliseconds === null ? null : new Date(milliseconds).toISOString();
  const isPaused = (webhook.pausedUntil ?? 0) > Date.now();
  return {
    id,
    url,
    description,
    eventTypes,
    enabled,
    disabledReason,
    failingSince: time(webhook.failingSince),
    pausedUntil: isPaused ? time(webhook.pausedUntil) : null,
    position,
    createdAt: time(webhook.createdAt)!,
    updatedAt: time(webhook.updatedAt)!,
  };
}

export function describeAnswer({ status, error, response, duration }: Answer): WebhookTestDto {
  return { delivered: error === null, status, error, response, duration };
}
