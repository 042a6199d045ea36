import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { NULLABLE_STRING } from '../admin-api/nullable.js';
import { OUTCOMES, type Outlook } from '../directory/match-outlook.js';
import type { Preview, PreviewedResource } from './matching-preview.service.js';

export class PreviewedResourceDto implements PreviewedResource {
  @ApiProperty({ type: 'integer', description: 'Which one of the list, from 1; of CSV the line.' })
  number: number;

  @ApiProperty({ enum: ['User', 'Group'] })
  type: 'User' | 'Group';

  @ApiProperty({ ...NULLABLE_STRING, example: 'bjensen@example.com' })
  name: string | null;

  @ApiProperty({
    enum: OUTCOMES,
    description: '`update`: managed already. `refuse`: the SCIM API would answer 4xx.',
  })
  outcome: Outlook['outcome'];

  @ApiPropertyOptional({ description: 'Of the account or group that is there.' })
  id?: string;

  @ApiProperty({ example: 'The account has this e-mail' })
  reason: string;
}

class CountsDto {
  @ApiProperty({ type: 'integer' })
  take_over: number;

  @ApiProperty({ type: 'integer' })
  create: number;

  @ApiProperty({ type: 'integer' })
  update: number;

  @ApiProperty({ type: 'integer' })
  refuse: number;
}

class LeftAloneDto {
  @ApiProperty({ type: 'integer' })
  users: number;

  @ApiProperty({ type: 'integer' })
  groups: number;
}

export class PreviewDto implements Preview {
  @ApiProperty({ type: CountsDto })
  counts: CountsDto;

  @ApiProperty({ type: LeftAloneDto, description: 'Local accounts and groups that would not be touched.' })
  leftAlone: LeftAloneDto;

  @ApiProperty({ type: [PreviewedResourceDto] })
  resources: readonly PreviewedResourceDto[];
}
