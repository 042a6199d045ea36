import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayUnique, IsArray, IsIn, IsString, Matches, MaxLength } from 'class-validator';
import { IfGiven } from '../../admin-api/optional-field.js';
import { PERMISSIONS, type Permission } from '../permissions.js';

/** What a role may be called: it stands in URLs, and IdPs name it in attributes. */
export const ROLE_NAME = /^[a-z][a-z0-9_-]{1,63}$/;

export class NewRoleDto {
  @ApiProperty({ example: 'help_desk', pattern: ROLE_NAME.source, description: 'Never changes.' })
  @Matches(ROLE_NAME, {
    message: 'must have 2 to 64 lower-case letters, digits, _ and -, and begin with a letter',
  })
  name: string;

  @ApiPropertyOptional({ type: String, example: 'Answers the phone.', maxLength: 1000, default: '' })
  @IfGiven()
  @IsString()
  @MaxLength(1000)
  description = '';

  @ApiProperty({ enum: PERMISSIONS, isArray: true, example: ['users:read', 'groups:read'] })
  @IsArray()
  @ArrayUnique()
  @IsIn(PERMISSIONS, { each: true })
  permissions: Permission[];
}

export class RoleChangesDto {
  @ApiPropertyOptional({ maxLength: 1000 })
  @IfGiven()
  @IsString()
  @MaxLength(1000)
  description?: string;

  @ApiPropertyOptional({ enum: PERMISSIONS, isArray: true, example: ['users:read'] })
  @IfGiven()
  @IsArray()
  @ArrayUnique()
  @IsIn(PERMISSIONS, { each: true })
  permissions?: Permission[];
}

export class RoleDto {
  @ApiProperty({ example: 'help_desk' })
  name: string;

  @ApiProperty({ example: 'Answers the phone.' })
  description: string;

  @ApiProperty({ description: 'The same in every tenant, and never changed.' })
  builtIn: boolean;

  @ApiProperty({ enum: PERMISSIONS, isArray: true, example: ['users:read', 'groups:read'] })
  permissions: readonly Permission[];
}

export class RoleListDto {
  @ApiProperty({ type: [RoleDto], description: "The built-in ones, then the tenant's own by name." })
  items: RoleDto[];
}
