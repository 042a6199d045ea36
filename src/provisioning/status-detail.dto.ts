import { ApiExtraModels, ApiProperty, getSchemaPath } from '@nestjs/swagger';
import { NULLABLE_STRING, NULLABLE_TIME } from '../admin-api/nullable.js';
import { PROVIDERS, type ConnectionSettings } from './connection.js';
import type { StatusDetail } from './status-detail.js';

class LastCallDto {
  @ApiProperty({ format: 'date-time', description: 'To the minute.' })
  time: string;

  @ApiProperty({ enum: PROVIDERS })
  provider: ConnectionSettings['provider'];

  @ApiProperty(NULLABLE_STRING)
  userAgent: string | null;

  @ApiProperty({ ...NULLABLE_STRING, example: '192.0.2.7' })
  ip: string | null;
}

class FailingTargetNameDto {
  @ApiProperty(NULLABLE_STRING)
  type: string | null;

  @ApiProperty(NULLABLE_STRING)
  id: string | null;

  @ApiProperty(NULLABLE_STRING)
  display: string | null;
}

class FailingTargetDto {
  @ApiProperty({ description: 'For `GET /api/v1/scim/requests/{id}`.' })
  id: string;

  @ApiProperty({ format: 'date-time' })
  time: string;

  @ApiProperty({ type: 'integer', example: 409 })
  status: number;

  @ApiProperty({ type: FailingTargetNameDto })
  target: FailingTargetNameDto;

  @ApiProperty()
  explanation: string;

  @ApiProperty()
  whatToDo: string;
}

class FailingDto {
  @ApiProperty({ type: 'integer', description: 'Users, groups and queries.' })
  targets: number;

  @ApiProperty({ type: 'integer', description: 'Calls that failed since.' })
  calls: number;

  @ApiProperty({ format: 'date-time' })
  since: string;

  @ApiProperty({ type: FailingTargetDto })
  latest: FailingTargetDto;
}

class VoidedSecretDto {
  @ApiProperty({ format: 'date-time' })
  lastUsedAt: string;

  @ApiProperty(NULLABLE_STRING)
  ip: string | null;
}

const orNull = ($ref: string) => ({ anyOf: [{ $ref }, { type: 'null' }] });

@ApiExtraModels(LastCallDto, FailingDto, VoidedSecretDto)
export class StatusDetailDto implements StatusDetail {
  @ApiProperty({ example: 'Okta called last on 2027-06-30 08:00 UTC.' })
  sentence: string;

  @ApiProperty({
    ...orNull(getSchemaPath(LastCallDto)),
    description: 'With a secret that opens the door.',
  })
  lastCall: LastCallDto | null;

  @ApiProperty({
    ...orNull(getSchemaPath(FailingDto)),
    description: 'Over once the same target succeeds.',
  })
  failing: FailingDto | null;

  @ApiProperty({
    ...NULLABLE_TIME,
    description: 'Where an IdP that used to call has stopped: its last call.',
  })
  silentSince: string | null;

  @ApiProperty(NULLABLE_TIME)
  secretExpiresAt: string | null;

  @ApiProperty({
    ...orNull(getSchemaPath(VoidedSecretDto)),
    description: 'The last call with a secret that was void.',
  })
  voidedSecret: VoidedSecretDto | null;
}
