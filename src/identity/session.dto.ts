import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { MAX_PASSWORD_LENGTH } from './password.js';
import { PERMISSIONS, type Permission } from './permissions.js';
import type { SignedInPrincipal } from './principal.js';

export class SignInDto {
  @ApiProperty({
    example: 'ada@example.com',
    description: "The account's e-mail, or its userName where two accounts share the e-mail.",
  })
  @IsString()
  @MaxLength(512)
  email: string;

  @ApiProperty({ format: 'password', maxLength: MAX_PASSWORD_LENGTH })
  @IsString()
  @MaxLength(MAX_PASSWORD_LENGTH)
  password: string;

  @ApiPropertyOptional({
    description: "The tenant's name; without it, the tenant whose own address this is, else the first.",
    example: 'default',
  })
  @IsOptional()
  @IsString()
  @MaxLength(255)
  tenant?: string;
}

export class SignedInUserDto {
  @ApiProperty({ example: '0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10' })
  id: string;

  @ApiProperty({ example: 'ada@example.com' })
  userName: string;

  @ApiProperty({ example: 'Ada Lovelace' })
  displayName: string;

  @ApiProperty({ type: [String], example: ['administrator'] })
  roles: readonly string[];

  @ApiProperty({ type: [String], enum: PERMISSIONS, isArray: true })
  permissions: readonly Permission[];
}

export class SessionDto {
  @ApiProperty({
    format: 'date-time',
    description: 'When it ends at the latest; after 12 hours without use it ends too.',
  })
  expiresAt: string;

  @ApiProperty({ type: SignedInUserDto })
  user: SignedInUserDto;
}

export class CurrentSessionDto extends SessionDto {
  @ApiProperty({ example: 'default', description: "The tenant's name." })
  tenant: string;
}

export class NewSessionDto extends SessionDto {
  @ApiProperty({ description: 'For `Authorization: Bearer`; browsers have it in a cookie.' })
  token: string;
}

/** A session as its holder sees it. */
export function describeSession({
  userId,
  userName,
  display,
  roles,
  permissions,
  session,
}: SignedInPrincipal) {
  return {
    expiresAt: new Date(session.expiresAt).toISOString(),
    user: { id: userId, userName, displayName: display, roles, permissions },
  };
}
