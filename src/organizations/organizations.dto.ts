import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsOptional } from 'class-validator';
import { NULLABLE_STRING } from '../admin-api/nullable.js';
import { IfText } from '../admin-api/optional-field.js';
import { SearchText, VisibleName } from '../admin-api/visible-text.js';
import { PageQueryDto } from '../admin-api/page-query.dto.js';
import { QueryBoolean } from '../admin-api/query-boolean.js';
import type { Organization } from './organization.repository.js';
import type { MemberWithReasons } from './organization.service.js';
import { describeReasons, ReasonDto } from './reason.dto.js';

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

/** What somebody is in an organization. */
export class MembershipFieldsDto {
  @ApiPropertyOptional({
    ...NULLABLE_STRING,
    example: 'lead',
    maxLength: 64,
    description: 'A word of your own. Null leaves it to mapping rules.',
  })
  @IfText()
  @VisibleName(64)
  role?: string | null;
}

export class OrganizationMembersQueryDto extends PageQueryDto {
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

export class OrganizationMemberDto {
  @ApiProperty({ example: '0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10' })
  id: string;

  @ApiProperty({ example: 'Ada Lovelace' })
  display: string;

  @ApiProperty()
  active: boolean;

  @ApiProperty({ ...NULLABLE_STRING, description: 'What they are in the organization.' })
  role: string | null;

  @ApiProperty({ type: [ReasonDto], description: 'Why they belong to it.' })
  reasons: ReasonDto[];
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

export function describeMember({
  id,
  display,
  active,
  role,
  ...reasons
}: MemberWithReasons): OrganizationMemberDto {
  return { id, display, active, role, reasons: describeReasons(reasons) };
}
