import { ApiExtraModels, ApiProperty, ApiPropertyOptional, getSchemaPath, OmitType } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsEmail,
  IsIn,
  IsOptional,
  IsString,
  Length,
  Matches,
  MaxLength,
} from 'class-validator';
import { IfGiven, IfText } from '../admin-api/optional-field.js';
import { Ids } from '../admin-api/ids.js';
import { IsDateOrDateTime } from '../admin-api/date-time.js';
import { NULLABLE_STRING, NULLABLE_TIME } from '../admin-api/nullable.js';
import { PageQueryDto } from '../admin-api/page-query.dto.js';
import { QueryBoolean } from '../admin-api/query-boolean.js';
import { SearchText, VisibleName } from '../admin-api/visible-text.js';
import { MAIL_STATES, type MailState } from '../mail/mail.repository.js';
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from '../identity/password.js';
import { ReasonDto } from '../organizations/reason.dto.js';
import { MOST_ORGANIZATIONS } from '../organizations/organization.service.js';
import { ROLE_NAME } from '../identity/roles/role.dto.js';

const STATUS = ['invited', 'active', 'inactive'] as const;
export type UserStatus = (typeof STATUS)[number];

/** What new users and changes have in common. */
class UserFieldsDto {
  @ApiPropertyOptional({ ...NULLABLE_STRING, example: 'ada@example.com' })
  @IfText()
  @IsEmail()
  @MaxLength(512)
  email?: string | null;

  @ApiPropertyOptional({ ...NULLABLE_STRING, example: 'Ada' })
  @IfText()
  @IsString()
  @Length(1, 16_384)
  givenName?: string | null;

  @ApiPropertyOptional({ ...NULLABLE_STRING, example: 'Lovelace' })
  @IfText()
  @IsString()
  @Length(1, 16_384)
  familyName?: string | null;

  @ApiPropertyOptional({ ...NULLABLE_STRING, example: 'Ada Lovelace' })
  @IfText()
  @IsString()
  @Length(1, 16_384)
  displayName?: string | null;

  @ApiPropertyOptional({ description: 'False deactivates the user and ends their sessions.' })
  @IfGiven()
  @IsBoolean()
  active?: boolean;

  @ApiPropertyOptional({ type: [String], description: 'Names of roles.', example: ['member'] })
  @IfGiven()
  @IsArray()
  @ArrayMaxSize(100)
  @ArrayUnique()
  @Matches(ROLE_NAME, { each: true, message: 'must name roles' })
  roles?: string[];

  @ApiPropertyOptional({ type: [String], description: 'Ids of organizations.', maxItems: MOST_ORGANIZATIONS })
  @IfGiven()
  @Ids(MOST_ORGANIZATIONS)
  organizations?: string[];

  @ApiPropertyOptional({
    format: 'password',
    minLength: MIN_PASSWORD_LENGTH,
    maxLength: MAX_PASSWORD_LENGTH,
    description: 'For local sign-in. A new one ends all sessions of the user.',
  })
  @IfGiven()
  @IsString()
  @Length(MIN_PASSWORD_LENGTH, MAX_PASSWORD_LENGTH)
  password?: string;
}

export class NewUserDto extends UserFieldsDto {
  @ApiProperty({ example: 'ada@example.com', maxLength: 512, description: 'Unique, whatever its case.' })
  @VisibleName(512)
  userName: string;
}

export class UserChangesDto extends UserFieldsDto {
  @ApiPropertyOptional({ example: 'ada@example.com', maxLength: 512 })
  @IfGiven()
  @VisibleName(512)
  userName?: string;
}

/** What may be added to a user. */
export class UserIncludeDto {
  @ApiPropertyOptional({ enum: ['scim'], description: '`scim` adds the whole SCIM resource.' })
  @IsOptional()
  @IsIn(['scim'])
  include?: 'scim';
}

export class UserQueryDto extends PageQueryDto {
  @ApiPropertyOptional({ enum: ['scim'], description: '`scim` adds the whole SCIM resource.' })
  @IsOptional()
  @IsIn(['scim'])
  include?: 'scim';

  @ApiPropertyOptional({ enum: STATUS })
  @IsOptional()
  @IsIn(STATUS)
  status?: UserStatus;

  @ApiPropertyOptional({ type: Boolean })
  @IsOptional()
  @QueryBoolean()
  @IsBoolean()
  externallyManaged?: boolean;

  @ApiPropertyOptional({ example: 'auditor' })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  role?: string;

  @ApiPropertyOptional({ description: 'The whole userName, whatever its case.' })
  @IsOptional()
  @IsString()
  @MaxLength(512)
  userName?: string;

  @ApiPropertyOptional({ description: 'The whole e-mail, whatever its case.' })
  @IsOptional()
  @IsString()
  @MaxLength(512)
  email?: string;

  @ApiPropertyOptional({ description: 'The whole externalId, in its case.' })
  @IsOptional()
  @IsString()
  @MaxLength(512)
  externalId?: string;

  @ApiPropertyOptional({ format: 'date-time' })
  @IsOptional()
  @IsDateOrDateTime()
  updatedSince?: string;

  @ApiPropertyOptional({ description: 'Part of the userName, a name or the e-mail, whatever its case.' })
  @IsOptional()
  @SearchText()
  q?: string;
}

export class GroupOfUserDto {
  @ApiProperty()
  id: string;

  @ApiProperty({ example: 'Engineering' })
  displayName: string;

  @ApiProperty({ description: 'Not only by way of another group.' })
  direct: boolean;
}

export class OrganizationOfUserDto {
  @ApiProperty()
  id: string;

  @ApiProperty()
  name: string;

  @ApiProperty({ ...NULLABLE_STRING, description: 'What they are in the organization.' })
  role: string | null;

  @ApiProperty({ type: [ReasonDto], description: 'Why they belong to it.' })
  reasons: ReasonDto[];
}

export class RoleReasonDto extends OmitType(ReasonDto, ['type'] as const) {
  @ApiProperty({
    enum: ['manual', 'scim', 'mapping'],
    description: 'By hand, by the identity provider, or by a mapping rule.',
  })
  type: 'manual' | 'scim' | 'mapping';
}

export class RoleOfUserDto {
  @ApiProperty({ example: 'member' })
  role: string;

  @ApiProperty({ type: [RoleReasonDto] })
  reasons: RoleReasonDto[];
}

export class UserInvitationDto {
  @ApiProperty({
    ...NULLABLE_TIME,
    description: 'When the last invitation was written; null while there was none.',
  })
  sentAt: string | null;

  @ApiProperty({
    anyOf: [{ type: 'string', enum: [...MAIL_STATES] }, { type: 'null' }],
    description:
      'What became of its mail. `bounced`: refused; `failed`: given up after days. Null while there was none, and ' +
      '90 days after its end.',
  })
  delivery: MailState | null;

  @ApiProperty({ ...NULLABLE_TIME, description: 'When the user came for the first time.' })
  activatedAt: string | null;
}

@ApiExtraModels(UserInvitationDto)
export class UserDto {
  @ApiProperty({ example: '0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10' })
  id: string;

  @ApiProperty({ example: 'ada@example.com' })
  userName: string;

  @ApiProperty({
    ...NULLABLE_STRING,
    description: 'The one of type work, else the primary one, else the first.',
  })
  email: string | null;

  @ApiProperty(NULLABLE_STRING)
  givenName: string | null;

  @ApiProperty(NULLABLE_STRING)
  familyName: string | null;

  @ApiProperty(NULLABLE_STRING)
  displayName: string | null;

  @ApiProperty()
  active: boolean;

  @ApiProperty({ enum: STATUS, description: '`invited`: active, and has not come yet.' })
  status: UserStatus;

  @ApiProperty({
    anyOf: [{ $ref: getSchemaPath(UserInvitationDto) }, { type: 'null' }],
    description: 'Null for who never was expected to come for the first time.',
  })
  invitation: UserInvitationDto | null;

  @ApiProperty({ description: 'The identity provider manages userName, e-mail and names.' })
  externallyManaged: boolean;

  @ApiProperty({ description: 'They were restored here since the identity provider has written them.' })
  drift: boolean;

  @ApiProperty(NULLABLE_STRING)
  externalId: string | null;

  @ApiProperty({ type: [String], example: ['member'] })
  roles: string[];

  @ApiProperty({ type: [RoleOfUserDto], description: 'Why they hold each of the roles.' })
  roleReasons: RoleOfUserDto[];

  @ApiProperty({ type: [GroupOfUserDto] })
  groups: GroupOfUserDto[];

  @ApiProperty({ type: [OrganizationOfUserDto] })
  organizations: OrganizationOfUserDto[];

  @ApiProperty(NULLABLE_TIME)
  lastSignInAt: string | null;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiProperty({ format: 'date-time' })
  updatedAt: string;

  @ApiPropertyOptional({ type: Object, description: 'The SCIM resource, with `include=scim`.' })
  scim?: object;
}

export class UserListDto {
  @ApiProperty({ type: [UserDto] })
  items: UserDto[];

  @ApiPropertyOptional({ description: 'Where more follows.' })
  nextCursor?: string;
}
