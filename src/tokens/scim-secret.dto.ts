import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsUUID } from 'class-validator';
import { IsDateTime } from '../admin-api/date-time.js';
import { NULLABLE_STRING, NULLABLE_TIME } from '../admin-api/nullable.js';
import { IfGiven } from '../admin-api/optional-field.js';
import { SECRET_STATES, type SecretState } from '../provisioning/connection.js';
import type { IssuedSecret, ShownSecret } from './token.service.js';

const EXAMPLE_ID = '0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10';
const EXAMPLE_TIME = '2027-06-30T00:00:00.000Z';

export class IssueSecretDto {
  @ApiPropertyOptional({
    example: EXAMPLE_ID,
    description: 'Whom the secret is bound to; without it, whoever calls.',
  })
  @IfGiven()
  @IsUUID()
  administratorId?: string;

  @ApiPropertyOptional({
    ...NULLABLE_TIME,
    example: EXAMPLE_TIME,
    description: 'In the future, with its offset from UTC; without it the secret never expires.',
  })
  @IsOptional()
  @IsDateTime()
  expiresAt?: string | null;
}

export class IssuedSecretDto {
  @ApiProperty({
    example: 'rcs_4RkT0uQ2hXyV7bGz1nJc9dWm5sLp3aEf8iKo6tBwUrY1kq2xZ',
    description: 'Shown this once.',
  })
  secret: string;

  @ApiProperty({ example: EXAMPLE_ID })
  id: string;

  @ApiProperty({ format: 'date-time' })
  issuedAt: string;

  @ApiProperty(NULLABLE_TIME)
  expiresAt: string | null;

  @ApiProperty({ example: EXAMPLE_ID })
  administratorId: string;

  @ApiProperty({ ...NULLABLE_STRING, description: 'The id of the secret that is void since.' })
  voided: string | null;

  static of(issued: IssuedSecret): IssuedSecretDto {
    return { ...issued, issuedAt: isoTime(issued.issuedAt)!, expiresAt: isoTime(issued.expiresAt) };
  }
}

export class ScimSecretDto {
  @ApiProperty({ example: EXAMPLE_ID })
  id: string;

  @ApiProperty({ example: 'rcs_4RkT…k2xZ', description: 'The first and the last characters.' })
  hint: string;

  @ApiProperty({ enum: SECRET_STATES })
  state: SecretState;

  @ApiProperty({ format: 'date-time' })
  issuedAt: string;

  @ApiProperty({
    ...NULLABLE_STRING,
    description: 'The id of the person; null when it was the command line.',
  })
  issuedBy: string | null;

  @ApiProperty(NULLABLE_TIME)
  expiresAt: string | null;

  @ApiProperty({ ...NULLABLE_TIME, description: 'To the minute; null before the first use.' })
  lastUsedAt: string | null;

  @ApiProperty(NULLABLE_STRING)
  administratorId: string | null;

  static of(secret: ShownSecret): ScimSecretDto {
    const { id, hint, state, issuedBy, administratorId } = secret;
    return {
      id,
      hint,
      state,
      issuedAt: isoTime(secret.issuedAt)!,
      issuedBy,
      expiresAt: isoTime(secret.expiresAt),
      lastUsedAt: isoTime(secret.lastUsedAt),
      administratorId,
    };
  }
}

function isoTime(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}
