import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { IsEmail, IsString, Length, Matches, MaxLength, ValidateNested } from 'class-validator';
import { NULLABLE_STRING } from '../admin-api/nullable.js';
import { IfGiven, IfText } from '../admin-api/optional-field.js';
import { IsPublicUrl } from '../config/rules.js';
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from '../identity/password.js';
import type { Tenant } from '../tenants/tenant.repository.js';

/** People type it when they sign in. */
const TENANT_NAME = /^[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$/;

const Name = (): PropertyDecorator =>
  Matches(TENANT_NAME, {
    message:
      'must have 2 to 63 lower-case letters, digits and hyphens, begin with a letter and not end with a hyphen',
  });

/** Links are built by writing paths after it. */
const WithoutSlash = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && value.endsWith('/') ? value.slice(0, -1) : value,
  );

class FirstAdministratorOfTenantDto {
  @ApiProperty({ example: 'grace@subsidiary.example' })
  @IsEmail()
  @MaxLength(512)
  email: string;

  @ApiProperty({ format: 'password', minLength: MIN_PASSWORD_LENGTH, maxLength: MAX_PASSWORD_LENGTH })
  @IsString()
  @Length(MIN_PASSWORD_LENGTH, MAX_PASSWORD_LENGTH)
  password: string;
}

export class NewTenantDto {
  @ApiProperty({ example: 'subsidiary', pattern: TENANT_NAME.source })
  @Name()
  name: string;

  @ApiPropertyOptional({
    ...NULLABLE_STRING,
    example: 'https://scim.subsidiary.example',
    description: 'Its own address, from which its tenant URL and its links are built.',
  })
  @WithoutSlash()
  @IfText()
  @IsPublicUrl()
  @MaxLength(2_048)
  publicUrl?: string | null;

  @ApiPropertyOptional({
    type: FirstAdministratorOfTenantDto,
    description: 'Its first administrator; without one the answer has a set-up link.',
  })
  @IfGiven()
  @ValidateNested()
  @Type(() => FirstAdministratorOfTenantDto)
  administrator?: FirstAdministratorOfTenantDto;
}

export class TenantChangesDto {
  @ApiPropertyOptional({ example: 'subsidiary', pattern: TENANT_NAME.source })
  @IfGiven()
  @Name()
  name?: string;

  @ApiPropertyOptional({ ...NULLABLE_STRING, description: 'Null for the address of the installation.' })
  @WithoutSlash()
  @IfText()
  @IsPublicUrl()
  @MaxLength(2_048)
  publicUrl?: string | null;
}

export class TenantDeletionDto {
  @ApiProperty({ example: 'subsidiary', description: "The tenant's name, to be sure that it is this one." })
  @IsString()
  name: string;
}

export class TenantDto {
  @ApiProperty({ example: '0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10' })
  id: string;

  @ApiProperty({ example: 'subsidiary' })
  name: string;

  @ApiProperty({ ...NULLABLE_STRING, description: 'Null where it is that of the installation.' })
  publicUrl: string | null;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;
}

export class SetupLinkDto {
  @ApiProperty({ description: 'For the first administrator alone; shown this once.' })
  url: string;

  @ApiProperty({ format: 'date-time' })
  expiresAt: string;
}

export class CreatedTenantDto extends TenantDto {
  @ApiPropertyOptional({ type: SetupLinkDto, description: 'Where no administrator was given.' })
  setupLink?: SetupLinkDto;
}

export class TenantListDto {
  @ApiProperty({ type: [TenantDto] })
  items: TenantDto[];

  @ApiPropertyOptional({ description: 'Where more follows.' })
  nextCursor?: string;
}

export function describeTenant({ publicId, name, publicUrl, createdAt }: Tenant): TenantDto {
  return { id: publicId, name, publicUrl, createdAt: new Date(createdAt).toISOString() };
}

export function describeLink({ url, expiresAt }: { url: string; expiresAt: number }): SetupLinkDto {
  return { url, expiresAt: new Date(expiresAt).toISOString() };
}
