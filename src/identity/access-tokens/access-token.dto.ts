import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMinSize, ArrayUnique, IsArray, IsIn } from 'class-validator';
import { Ids } from '../../admin-api/ids.js';
import { IsDateTime } from '../../admin-api/date-time.js';
import { NULLABLE_TIME } from '../../admin-api/nullable.js';
import { VisibleName } from '../../admin-api/visible-text.js';
import { IfText } from '../../admin-api/optional-field.js';
import { PERMISSIONS, type Permission } from '../permissions.js';
import type { AccessToken } from './access-token.repository.js';

const NULLABLE_IDS = { anyOf: [{ type: 'array', items: { type: 'string' } }, { type: 'null' }] };

const Limit = (): PropertyDecorator => applyDecorators(IfText(), ArrayMinSize(1), Ids(100));

export class NewAccessTokenDto {
  @ApiProperty({ example: 'Wiki', minLength: 1, maxLength: 255, description: 'What it is for.' })
  @VisibleName(255)
  name: string;

  @ApiProperty({
    enum: PERMISSIONS,
    isArray: true,
    example: ['users:read'],
    description: 'None that you lack.',
  })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayUnique()
  @IsIn(PERMISSIONS, { each: true })
  permissions: Permission[];

  @ApiPropertyOptional({ ...NULLABLE_TIME, description: 'Without it, never.' })
  @IfText()
  @IsDateTime()
  expiresAt?: string | null;

  @ApiPropertyOptional({
    ...NULLABLE_IDS,
    description: 'Limits it to the people in these groups and those below.',
  })
  @Limit()
  groupIds?: string[] | null;

  @ApiPropertyOptional({ ...NULLABLE_IDS, description: 'Limits it to the people in these organizations.' })
  @Limit()
  organizationIds?: string[] | null;
}

class TokenOwnerDto {
  @ApiProperty({ example: '0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10' })
  id: string;

  @ApiProperty({ example: 'Ada Lovelace' })
  display: string;
}

export class AccessTokenDto {
  @ApiProperty({ example: '0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10' })
  id: string;

  @ApiProperty({ example: 'Wiki' })
  name: string;

  @ApiProperty({ example: 'rca_3fQ8…x9Kd', description: 'By which to recognise it.' })
  hint: string;

  @ApiProperty({ type: TokenOwnerDto })
  owner: TokenOwnerDto;

  @ApiProperty({ enum: PERMISSIONS, isArray: true })
  permissions: readonly Permission[];

  @ApiProperty(NULLABLE_IDS)
  groupIds: readonly string[] | null;

  @ApiProperty(NULLABLE_IDS)
  organizationIds: readonly string[] | null;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiProperty(NULLABLE_TIME)
  expiresAt: string | null;

  @ApiProperty({ ...NULLABLE_TIME, description: 'To the minute.' })
  lastUsedAt: string | null;
}

export class CreatedAccessTokenDto extends AccessTokenDto {
  @ApiProperty({ description: 'For `Authorization: Bearer`. It is shown this once.' })
  token: string;
}

export class AccessTokenListDto {
  @ApiProperty({ type: [AccessTokenDto] })
  items: AccessTokenDto[];

  @ApiPropertyOptional({ description: 'Where more follows.' })
  nextCursor?: string;
}

export function describeAccessToken({
  createdAt,
  expiresAt,
  lastUsedAt,
  ...token
}: AccessToken): AccessTokenDto {
  const time = (milliseconds: number | null) =>
    milliseconds === null ? null : new Date(milliseconds).toISOString();
  return { ...token, createdAt: time(createdAt)!, expiresAt: time(expiresAt), lastUsedAt: time(lastUsedAt) };
}
