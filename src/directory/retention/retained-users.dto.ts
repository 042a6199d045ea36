import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { NULLABLE_STRING } from '../../admin-api/nullable.js';
import { PageQueryDto } from '../../admin-api/page-query.dto.js';

export class RetainedUserQueryDto extends PageQueryDto {}

export class RetainedUserDto {
  @ApiProperty({ example: '0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10' })
  id: string;

  @ApiProperty({ example: 'ada@example.com' })
  userName: string;

  @ApiProperty(NULLABLE_STRING)
  email: string | null;

  @ApiProperty(NULLABLE_STRING)
  displayName: string | null;

  @ApiProperty(NULLABLE_STRING)
  externalId: string | null;

  @ApiProperty({ description: 'Whether they come back managed by the identity provider.' })
  externallyManaged: boolean;

  @ApiProperty({ type: [String], description: 'What they held when they were deleted.', example: ['member'] })
  roles: string[];

  @ApiProperty({ format: 'date-time' })
  deletedAt: string;

  @ApiProperty({ format: 'date-time', description: 'When they are removed for good.' })
  keptUntil: string;
}

export class RetainedUserListDto {
  @ApiProperty({ type: [RetainedUserDto] })
  items: RetainedUserDto[];

  @ApiPropertyOptional({ description: 'Where more follows.' })
  nextCursor?: string;
}
