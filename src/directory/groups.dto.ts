import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMinSize, IsBoolean, IsOptional, IsString, MaxLength } from 'class-validator';
import { IsDateOrDateTime } from '../admin-api/date-time.js';
import { Ids } from '../admin-api/ids.js';
import { NULLABLE_STRING } from '../admin-api/nullable.js';
import { IfGiven, IfText } from '../admin-api/optional-field.js';
import { PageQueryDto } from '../admin-api/page-query.dto.js';
import { QueryBoolean } from '../admin-api/query-boolean.js';
import { SearchText, VisibleName } from '../admin-api/visible-text.js';
import { Icon } from './icon.js';

/** Members that one request names. */
const MOST_MEMBERS = 1_000;

export class NewGroupDto {
  @ApiProperty({ example: 'Sales', minLength: 1, maxLength: 512, description: 'Unique, whatever its case.' })
  @VisibleName(512)
  displayName: string;

  @ApiPropertyOptional({ ...NULLABLE_STRING, example: '🧭', description: 'An https address or an emoji.' })
  @IfText()
  @Icon()
  icon?: string | null;

  @ApiPropertyOptional({ type: [String], description: 'Ids of users and groups.', maxItems: MOST_MEMBERS })
  @IfGiven()
  @Ids(MOST_MEMBERS)
  memberIds?: string[];
}

export class GroupChangesDto {
  @ApiPropertyOptional({ example: 'Sales', minLength: 1, maxLength: 512 })
  @IfGiven()
  @VisibleName(512)
  displayName?: string;

  @ApiPropertyOptional({ ...NULLABLE_STRING, example: 'https://example.com/sales.png' })
  @IfText()
  @Icon()
  icon?: string | null;
}

export class GroupMembersDto {
  @ApiProperty({ type: [String], description: 'Ids of users and groups.', maxItems: MOST_MEMBERS })
  @ArrayMinSize(1)
  @Ids(MOST_MEMBERS)
  memberIds: string[];
}

export class GroupQueryDto extends PageQueryDto {
  @ApiPropertyOptional({ description: 'The whole displayName, whatever its case.' })
  @IsOptional()
  @IsString()
  @MaxLength(512)
  displayName?: string;

  @ApiPropertyOptional({ description: 'The whole externalId, in its case.' })
  @IsOptional()
  @IsString()
  @MaxLength(512)
  externalId?: string;

  @ApiPropertyOptional({ type: Boolean })
  @IsOptional()
  @QueryBoolean()
  @IsBoolean()
  externallyManaged?: boolean;

  @ApiPropertyOptional({ format: 'date-time' })
  @IsOptional()
  @IsDateOrDateTime()
  updatedSince?: string;

  @ApiPropertyOptional({ description: 'Part of the displayName, whatever its case.' })
  @IsOptional()
  @SearchText()
  q?: string;
}

export class GroupMembersQueryDto extends PageQueryDto {
  @ApiPropertyOptional({
    type: Boolean,
    default: false,
    description: 'Whether users who were invited and have not come yet are among them.',
  })
  @IsOptional()
  @QueryBoolean()
  @IsBoolean()
  includeInvited?: boolean;
}

export class GroupDto {
  @ApiProperty({ example: '0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10' })
  id: string;

  @ApiProperty({ example: 'Sales' })
  displayName: string;

  @ApiProperty(NULLABLE_STRING)
  icon: string | null;

  @ApiProperty({ description: 'Whether the identity provider manages it.' })
  externallyManaged: boolean;

  @ApiProperty({ description: 'It was restored here since the identity provider has written it.' })
  drift: boolean;

  @ApiProperty(NULLABLE_STRING)
  externalId: string | null;

  @ApiProperty({ type: 'integer', description: 'Direct members, users and groups.' })
  memberCount: number;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiProperty({ format: 'date-time' })
  updatedAt: string;
}

export class GroupListDto {
  @ApiProperty({ type: [GroupDto] })
  items: GroupDto[];

  @ApiPropertyOptional({ description: 'Where more follows.' })
  nextCursor?: string;
}

export class GroupMemberDto {
  @ApiProperty({ example: '0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10' })
  id: string;

  @ApiProperty({ enum: ['user', 'group'] })
  type: 'user' | 'group';

  @ApiProperty({ example: 'Ada Lovelace' })
  display: string;

  @ApiProperty({ description: 'Of a user; groups are always active.' })
  active: boolean;
}

export class GroupMemberListDto {
  @ApiProperty({ type: [GroupMemberDto] })
  items: GroupMemberDto[];

  @ApiPropertyOptional({ description: 'Where more follows.' })
  nextCursor?: string;
}
