import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsString, IsUrl, Matches, MaxLength } from 'class-validator';
import { NULLABLE_STRING } from '../../admin-api/nullable.js';
import { IfGiven, IfText } from '../../admin-api/optional-field.js';
import { VisibleName } from '../../admin-api/visible-text.js';
import type { InvitationSettings } from './invitation-settings.repository.js';

const LINES = /^(?:[\n\r\t]|\P{Cc})*$/u;
/** Browsers mend `https:host`, and show marks of direction as what they are not. */
const ADDRESS = /^https?:\/\/[!-~]+$/i;

export class InvitationSettingsChangesDto implements Partial<InvitationSettings> {
  @ApiPropertyOptional({ example: 'Acme Wiki', maxLength: 100, description: 'What people are invited to.' })
  @IfGiven()
  @VisibleName(100)
  productName?: string;

  @ApiPropertyOptional({
    ...NULLABLE_STRING,
    maxLength: 2_000,
    description: 'What you have to say, each line a paragraph.',
  })
  @IfText()
  @IsString()
  @MaxLength(2_000)
  @Matches(LINES, { message: 'must be text: no control characters but ends of lines' })
  text?: string | null;

  @ApiPropertyOptional({
    ...NULLABLE_STRING,
    example: 'https://wiki.example.com',
    description: 'Where people go once they are in; null for the console.',
  })
  @IfText()
  @IsUrl({ protocols: ['https', 'http'], require_protocol: true, require_tld: false, disallow_auth: true })
  @Matches(ADDRESS, { message: 'must be a whole address, encoded where it is not plain' })
  @MaxLength(2_048)
  applicationUrl?: string | null;
}

export class InvitationSettingsDto implements InvitationSettings {
  @ApiProperty({ example: 'Acme Wiki' })
  productName: string;

  @ApiProperty(NULLABLE_STRING)
  text: string | null;

  @ApiProperty({ ...NULLABLE_STRING, example: 'https://wiki.example.com' })
  applicationUrl: string | null;
}
