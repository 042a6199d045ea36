import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsInt, IsString, Length, Matches, MaxLength, Min } from 'class-validator';
import { NULLABLE_STRING } from '../admin-api/nullable.js';
import { IfGiven, IfText } from '../admin-api/optional-field.js';
import { VisibleName } from '../admin-api/visible-text.js';
import { ROLE_NAME } from '../identity/roles/role.dto.js';
import type { Changed, ShownRule } from './mappings.service.js';

/** Why a rule leads nowhere. */
export const FAULTS = ['group_missing', 'organization_missing', 'filter_meaningless'] as const;

export class MappingFieldsDto {
  @ApiPropertyOptional({
    ...NULLABLE_STRING,
    description: 'The group whose members, direct or by nesting, the rule is about. Either this or `filter`.',
  })
  @IfText()
  @IsString()
  @MaxLength(64)
  groupId?: string | null;

  @ApiPropertyOptional({
    ...NULLABLE_STRING,
    example: 'department eq "Sales"',
    description: 'A SCIM filter on users: the rule is about those who satisfy it.',
  })
  @IfText()
  @IsString()
  @Length(1, 10_000)
  filter?: string | null;

  @ApiPropertyOptional({
    ...NULLABLE_STRING,
    description: 'They belong to this organization. This, or `role`, or both.',
  })
  @IfText()
  @IsString()
  @MaxLength(64)
  organizationId?: string | null;

  @ApiPropertyOptional({
    ...NULLABLE_STRING,
    example: 'lead',
    maxLength: 64,
    description: 'What they are in the organization. Of several rules the first that says something counts.',
  })
  @IfText()
  @VisibleName(64)
  organizationRole?: string | null;

  @ApiPropertyOptional({
    ...NULLABLE_STRING,
    example: 'auditor',
    description: 'They hold this role. Nobody maps a role that permits what they may not do themselves.',
  })
  @IfText()
  @Matches(ROLE_NAME, { message: 'must name a role' })
  role?: string | null;
}

export class MappingChangesDto extends MappingFieldsDto {
  @ApiPropertyOptional({
    type: 'integer',
    minimum: 1,
    description: 'Its place among the rules, from 1; the others make room.',
  })
  @IfGiven()
  @IsInt()
  @Min(1)
  position?: number;
}

export class MappingPreviewDto extends MappingChangesDto {
  @ApiPropertyOptional({ description: 'The rule that would be changed. Without it, a new one.' })
  @IfGiven()
  @IsString()
  @MaxLength(64)
  mappingId?: string;

  @ApiPropertyOptional({ default: false, description: 'The rule would be deleted.' })
  @IfGiven()
  @IsBoolean()
  delete?: boolean;
}

export class MappingDto {
  @ApiProperty({ example: '0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10' })
  id: string;

  @ApiProperty({
    anyOf: [{ type: 'integer' }, { type: 'null' }],
    description: 'From 1. Null for automatic rules, which come after all others.',
  })
  position: number | null;

  @ApiProperty({ description: 'It keeps the organization of a group that the identity provider pushes.' })
  automatic: boolean;

  @ApiProperty(NULLABLE_STRING)
  groupId: string | null;

  @ApiProperty({ ...NULLABLE_STRING, description: 'Also where the group is not there any more.' })
  groupName: string | null;

  @ApiProperty(NULLABLE_STRING)
  filter: string | null;

  @ApiProperty(NULLABLE_STRING)
  organizationId: string | null;

  @ApiProperty({ ...NULLABLE_STRING, description: 'Also where the organization is not there any more.' })
  organizationName: string | null;

  @ApiProperty(NULLABLE_STRING)
  organizationRole: string | null;

  @ApiProperty(NULLABLE_STRING)
  role: string | null;

  @ApiProperty({ enum: FAULTS, isArray: true, description: 'What of it is not there any more.' })
  faults: (typeof FAULTS)[number][];

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiProperty({ format: 'date-time' })
  updatedAt: string;
}

export class MappingListDto {
  @ApiProperty({ type: [MappingDto] })
  items: MappingDto[];

  @ApiPropertyOptional({ description: 'Where more follows.' })
  nextCursor?: string;
}

export class ChangedMappingDto extends MappingDto {
  @ApiProperty({
    ...NULLABLE_STRING,
    description:
      'The job that gives and takes, for `GET /api/v1/jobs/{id}`; null where nothing was to change.',
  })
  jobId: string | null;
}

export function describeMapping(rule: ShownRule): MappingDto {
  const { id, automatic, groupId, groupName, filter, organizationId, organizationName } = rule;
  return {
    id,
    position: automatic ? null : rule.position,
    automatic,
    groupId,
    groupName,
    filter,
    organizationId,
    organizationName,
    organizationRole: rule.organizationRole,
    role: rule.role,
    faults: faultsOf(rule),
    createdAt: new Date(rule.createdAt).toISOString(),
    updatedAt: new Date(rule.updatedAt).toISOString(),
  };
}

export function describeChanged({ rule, jobId }: Changed): ChangedMappingDto {
  return Object.assign(describeMapping(rule), { jobId });
}

function faultsOf({
  groupId,
  hasGroup,
  organizationId,
  hasOrganization,
  hasMeaning,
}: ShownRule): MappingDto['faults'] {
  return [
    ...(groupId !== null && !hasGroup ? (['group_missing'] as const) : []),
    ...(organizationId !== null && !hasOrganization ? (['organization_missing'] as const) : []),
    ...(hasMeaning ? [] : (['filter_meaningless'] as const)),
  ];
}
