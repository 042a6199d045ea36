import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsString, Length } from 'class-validator';
import { NULLABLE_STRING, NULLABLE_TIME } from '../../admin-api/nullable.js';
import { IfText } from '../../admin-api/optional-field.js';
import { IsPublicUrl } from '../../config/rules.js';
import type { SsoSettings } from './sso-settings.repository.js';

export class SsoSettingsChangesDto {
  @ApiProperty({
    example: 'https://example.okta.com',
    description: 'Exactly as the discovery document of the provider says.',
  })
  @IsPublicUrl()
  issuer: string;

  @ApiProperty({ example: '0oa1b2c3d4', maxLength: 1024 })
  @IsString()
  @Length(1, 1024)
  clientId: string;

  @ApiPropertyOptional({
    ...NULLABLE_STRING,
    description: 'Without it the present one stays; null for a public client. It is never shown.',
  })
  @IfText()
  @IsString()
  @Length(1, 4096)
  clientSecret?: string | null;
}

export class SsoSettingsDto {
  @ApiProperty({ example: 'https://example.okta.com' })
  issuer: string;

  @ApiProperty({ example: '0oa1b2c3d4' })
  clientId: string;

  @ApiProperty({ description: 'Whether there is a client secret.' })
  hasClientSecret: boolean;

  @ApiProperty({ ...NULLABLE_TIME, description: 'When a test sign-in last worked with these settings.' })
  testedAt: string | null;

  @ApiProperty({ format: 'date-time' })
  updatedAt: string;

  @ApiProperty({
    example: 'https://rollcall.example.com/sso/callback',
    description: 'What the provider must know.',
  })
  redirectUri: string;
}

export class SsoTestDto {
  @ApiProperty({ description: 'To be opened in this browser, by whoever asked.' })
  url: string;
}

export function describeSettings(settings: SsoSettings, redirectUri: string): SsoSettingsDto {
  const { issuer, clientId, clientSecret, testedAt, updatedAt } = settings;
  return {
    issuer,
    clientId,
    hasClientSecret: clientSecret !== null,
    testedAt: testedAt === null ? null : new Date(testedAt).toISOString(),
    updatedAt: new Date(updatedAt).toISOString(),
    redirectUri,
  };
}
