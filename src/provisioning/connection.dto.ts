import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsEmail,
  IsIn,
  IsInt,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
} from 'class-validator';
import { IfGiven, IfText } from '../admin-api/optional-field.js';
import { NULLABLE_STRING } from '../admin-api/nullable.js';
import { ROLE_NAME } from '../identity/roles/role.dto.js';
import { StatusDetailDto } from './status-detail.dto.js';
import {
  CONFORMANCE,
  CONNECTION_STATUS,
  INVITATIONS,
  MATCH_USERS_BY,
  ON_DELETE,
  PROVIDERS,
  type ConnectionSettings,
  type ConnectionStatus,
} from './connection.js';

export class ConnectionChangesDto implements Partial<ConnectionSettings> {
  @ApiPropertyOptional({ description: 'Whether the SCIM API answers; switched off, it answers 403.' })
  @IfGiven()
  @IsBoolean()
  enabled?: boolean;

  @ApiPropertyOptional({ example: 'Okta production', maxLength: 255 })
  @IfGiven()
  @IsString()
  @Length(1, 255)
  name?: string;

  @ApiPropertyOptional({ enum: PROVIDERS })
  @IfGiven()
  @IsIn(PROVIDERS)
  provider?: ConnectionSettings['provider'];

  @ApiPropertyOptional({
    type: String,
    description: 'Binds the secret to another person, without a new one.',
    example: '0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10',
  })
  @IfGiven()
  @IsUUID()
  administratorId?: string;

  @ApiPropertyOptional({ type: [String], example: ['it@example.com'] })
  @IfGiven()
  @IsArray()
  @ArrayMaxSize(20)
  @ArrayUnique()
  @IsEmail({}, { each: true })
  notificationEmails?: string[];

  @ApiPropertyOptional()
  @IfGiven()
  @IsBoolean()
  notifyOnFailure?: boolean;

  @ApiPropertyOptional({ description: 'Whether the end of each sync run is told of, with what it has done.' })
  @IfGiven()
  @IsBoolean()
  notifyOnSync?: boolean;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 1,
    maximum: 100,
    description:
      'Per cent of all people: it is told of when the IdP deactivates more of them within 15 minutes.',
  })
  @IfGiven()
  @IsInt()
  @Min(1)
  @Max(100)
  massDeactivationShare?: number;

  @ApiPropertyOptional({
    description:
      'Whether administrators, and others who may do more than a user manager, are visible to SCIM before it manages them.',
  })
  @IfGiven()
  @IsBoolean()
  provisionAdministrators?: boolean;

  @ApiPropertyOptional()
  @IfGiven()
  @IsBoolean()
  organizationProvisioning?: boolean;

  @ApiPropertyOptional({
    enum: ON_DELETE,
    description:
      'What a deletion by the provider does: `retain` keeps the user for 30 days, out of everybody’s way, for an ' +
      'administrator to bring back.',
  })
  @IfGiven()
  @IsIn(ON_DELETE)
  onDelete?: ConnectionSettings['onDelete'];

  @ApiPropertyOptional({
    description:
      'Whether somebody who is retained, and whom the provider creates again with the same `externalId`, gets their ' +
      'old id: without roles, groups or password. Otherwise it is a new account.',
  })
  @IfGiven()
  @IsBoolean()
  rejoin?: boolean;

  @ApiPropertyOptional({ enum: MATCH_USERS_BY })
  @IfGiven()
  @IsIn(MATCH_USERS_BY)
  matchUsersBy?: ConnectionSettings['matchUsersBy'];

  @ApiPropertyOptional({ enum: INVITATIONS })
  @IfGiven()
  @IsIn(INVITATIONS)
  invitations?: ConnectionSettings['invitations'];

  @ApiPropertyOptional({
    ...NULLABLE_STRING,
    description: 'The attribute in which the IdP names roles; null leaves `roles` without effect.',
    example: null,
  })
  @IfText()
  @IsString()
  @Length(1, 255)
  roleAttribute?: string | null;

  @ApiPropertyOptional({ type: [String], description: 'Names of roles.', example: ['member'] })
  @IfGiven()
  @IsArray()
  @ArrayMaxSize(100)
  @ArrayUnique()
  @Matches(ROLE_NAME, { each: true, message: 'must name roles' })
  assignableRoles?: string[];

  @ApiPropertyOptional()
  @IfGiven()
  @IsBoolean()
  ssoEnforced?: boolean;

  @ApiPropertyOptional({ enum: CONFORMANCE })
  @IfGiven()
  @IsIn(CONFORMANCE)
  conformance?: ConnectionSettings['conformance'];
}

export class ConnectionDto implements ConnectionSettings {
  @ApiProperty()
  enabled: boolean;

  @ApiProperty({ example: 'Okta production' })
  name: string;

  @ApiProperty({
    enum: CONNECTION_STATUS,
    description:
      'The first that is so: `not_set_up` without a secret; `switched_off`; `expired` with its secret; `suspended` ' +
      'while its SCIM administrator may not act; `voided_secret` while the IdP calls with a secret that is void; ' +
      '`waiting` for the first call of the IdP; `failing` while something that the IdP wants is not so; `silent` ' +
      'where an IdP that used to call has stopped; `expiring` in the last 30 days of its secret; `connected`.',
  })
  status: ConnectionStatus;

  @ApiProperty({ type: StatusDetailDto, description: 'What the status follows from.' })
  statusDetail: StatusDetailDto;

  @ApiProperty({ enum: PROVIDERS })
  provider: ConnectionSettings['provider'];

  @ApiProperty({ example: 'https://rollcall.example.com/scim/v2', description: 'What the IdP is given.' })
  tenantUrl: string;

  @ApiProperty({ ...NULLABLE_STRING, description: 'The SCIM administrator whom the secret is bound to.' })
  administratorId: string | null;

  @ApiProperty({ type: [String] })
  notificationEmails: string[];

  @ApiProperty()
  notifyOnFailure: boolean;

  @ApiProperty()
  notifyOnSync: boolean;

  @ApiProperty({ type: 'integer' })
  massDeactivationShare: number;

  @ApiProperty()
  provisionAdministrators: boolean;

  @ApiProperty()
  organizationProvisioning: boolean;

  @ApiProperty({ enum: ON_DELETE })
  onDelete: ConnectionSettings['onDelete'];

  @ApiProperty()
  rejoin: boolean;

  @ApiProperty({ enum: MATCH_USERS_BY })
  matchUsersBy: ConnectionSettings['matchUsersBy'];

  @ApiProperty({ enum: INVITATIONS })
  invitations: ConnectionSettings['invitations'];

  @ApiProperty(NULLABLE_STRING)
  roleAttribute: string | null;

  @ApiProperty({ type: [String] })
  assignableRoles: string[];

  @ApiProperty()
  ssoEnforced: boolean;

  @ApiProperty({ enum: CONFORMANCE })
  conformance: ConnectionSettings['conformance'];
}

export class ScimAdministratorDto {
  @ApiProperty({ example: '0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10' })
  id: string;

  @ApiProperty({ example: 'Ada Lovelace' })
  displayName: string;
}

export class ScimAdministratorListDto {
  @ApiProperty({ type: [ScimAdministratorDto] })
  items: ScimAdministratorDto[];
}
