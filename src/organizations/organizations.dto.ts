import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { SearchText, VisibleName } from '../admin-api/visible-text.js';
import { PageQueryDto } from '../admin-api/page-query.dto.js';
import type { Organization } from './organization.repository.js';

export class OrganizationFieldsDto {
  @ApiProperty({ example: 'Sales', minLength: 1, maxLength: 255, description: 'Unique, whatever its case.' })
  @VisibleName(255)
  name: string;
}

export class OrganizationDto extends OrganizationFieldsDto {
  @ApiProperty({ example: '0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10' })
  id: string;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiProperty({ format: 'date-time' })
  updatedAt: string;
}

export class OrganizationListDto {
  @ApiProperty({ type: [OrganizationDto] })
  items: OrganizationDto[];

  @ApiPropertyOptional({ description: 'Where more follows.' })
  nextCursor?: string;
}

export class OrganizationQueryDto extends PageQueryDto {
  @ApiPropertyOptional({ description: 'Part of the name, whatever its case.' })
  @IsOptional()
  @SearchText()
  q?: string;
}

export class OrganizationMemberDto {
  @ApiProperty({ example: '0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10' })
  id: string;

  @ApiProperty({ example: 'Ada Lovelace' })
  display: string;

  @ApiProperty()
  active: boolean;
}

export class OrganizationMemberListDto {
  @ApiProperty({ type: [OrganizationMemberDto] })
  items: readonly OrganizationMemberDto[];

  @ApiPropertyOptional({ description: 'Where more follows.' })
  nextCursor?: string;
}

export function describeOrganization({ id, name, createdAt, updatedAt }: Organization): OrganizationDto {
  return {
    id,
    name,
    createdAt: new Date(createdAt).toISOString(),
    updatedAt: new Date(updatedAt).toISOString(),
  };
}
