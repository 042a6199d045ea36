import { ApiProperty, ApiPropertyOptional, OmitType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsString,
  Length,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { IfGiven } from '../admin-api/optional-field.js';
import {
  ATTRIBUTE_TYPES,
  MUTABILITIES,
  RESOURCE_TYPES,
  RETURNED,
  SIMPLE_TYPES,
  UNIQUENESS,
  type AttributeDefinition,
  type ExtensionDefinition,
  type SchemaExtension,
  type SubAttributeDefinition,
} from './schema-extension.js';

/** ATTRNAME of RFC 7643 §2.1. */
const ATTRIBUTE_NAME = /^[a-z][\w-]{0,59}$/i;
/** RFC 8141 §2, as far as it makes sense for a schema; a URN that is reserved for SCIM is refused by the service. */
const URN = /^urn:[a-z0-9][a-z0-9-]{0,30}[a-z0-9]:[\w.:-]+$/i;

export class SubAttributeDto implements SubAttributeDefinition {
  @ApiProperty({ example: 'value', pattern: ATTRIBUTE_NAME.source })
  @Matches(ATTRIBUTE_NAME, { message: 'must be letters, digits, _ and -, and begin with a letter' })
  name: string;

  @ApiProperty({ enum: SIMPLE_TYPES })
  @IsIn(SIMPLE_TYPES)
  type: SubAttributeDefinition['type'];

  @ApiPropertyOptional({ type: String, maxLength: 1000, default: '' })
  @IfGiven()
  @IsString()
  @MaxLength(1000)
  description = '';

  @ApiPropertyOptional({ type: Boolean, default: false, description: 'Whether case counts when compared.' })
  @IfGiven()
  @IsBoolean()
  caseExact = false;

  @ApiPropertyOptional({ type: [String], example: ['work', 'home'], maxItems: 100 })
  @IfGiven()
  @IsArray()
  @ArrayMaxSize(100)
  @ArrayUnique()
  @IsString({ each: true })
  @Length(1, 255, { each: true })
  canonicalValues?: string[];

  @ApiPropertyOptional({ type: [String], example: ['User'], maxItems: 20, description: 'Of a reference.' })
  @IfGiven()
  @IsArray()
  @ArrayMaxSize(20)
  @ArrayUnique()
  @IsString({ each: true })
  @Length(1, 64, { each: true })
  referenceTypes?: string[];
}

export class AttributeDto extends OmitType(SubAttributeDto, ['type']) implements AttributeDefinition {
  @ApiProperty({ enum: ATTRIBUTE_TYPES })
  @IsIn(ATTRIBUTE_TYPES)
  type: AttributeDefinition['type'];

  @ApiPropertyOptional({ type: Boolean, default: false })
  @IfGiven()
  @IsBoolean()
  multiValued = false;

  @ApiPropertyOptional({ type: Boolean, default: false })
  @IfGiven()
  @IsBoolean()
  required = false;

  @ApiPropertyOptional({ enum: MUTABILITIES, default: 'readWrite' })
  @IfGiven()
  @IsIn(MUTABILITIES)
  mutability: AttributeDefinition['mutability'] = 'readWrite';

  @ApiPropertyOptional({ enum: RETURNED, default: 'default' })
  @IfGiven()
  @IsIn(RETURNED)
  returned: AttributeDefinition['returned'] = 'default';

  @ApiPropertyOptional({ enum: UNIQUENESS, default: 'none', description: '`server`: unique in the tenant.' })
  @IfGiven()
  @IsIn(UNIQUENESS)
  uniqueness: AttributeDefinition['uniqueness'] = 'none';

  @ApiPropertyOptional({ type: [SubAttributeDto], maxItems: 50, description: 'Of a complex attribute.' })
  @IfGiven()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => SubAttributeDto)
  subAttributes?: SubAttributeDto[];
}

export class ExtensionChangesDto {
  @ApiProperty({ example: 'Acme employee', maxLength: 255 })
  @IsString()
  @Length(1, 255)
  name: string;

  @ApiPropertyOptional({ type: String, maxLength: 1000, default: '' })
  @IfGiven()
  @IsString()
  @MaxLength(1000)
  description = '';

  @ApiPropertyOptional({ type: Boolean, default: false, description: 'Every resource of the type has it.' })
  @IfGiven()
  @IsBoolean()
  required = false;

  @ApiProperty({ type: [AttributeDto], minItems: 1, maxItems: 100 })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => AttributeDto)
  attributes: AttributeDto[];
}

export class NewExtensionDto extends ExtensionChangesDto implements ExtensionDefinition {
  @ApiProperty({ example: 'urn:acme:params:scim:schemas:extension:hr:2.0:User', maxLength: 128 })
  @MaxLength(128)
  @Matches(URN, {
    message: 'must be a URN of letters, digits, "_", "-", "." and ":", such as urn:acme:hr:User',
  })
  id: string;

  @ApiProperty({ enum: RESOURCE_TYPES })
  @IsIn(RESOURCE_TYPES)
  resourceType: ExtensionDefinition['resourceType'];
}

export class ExtensionDto extends NewExtensionDto {
  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiProperty({ format: 'date-time' })
  updatedAt: string;
}

export class ExtensionListDto {
  @ApiProperty({ type: [ExtensionDto], description: 'In order of URN.' })
  items: ExtensionDto[];
}

export function describeExtension({ createdAt, updatedAt, ...definition }: SchemaExtension): ExtensionDto {
  const times = {
    createdAt: new Date(createdAt).toISOString(),
    updatedAt: new Date(updatedAt).toISOString(),
  };
  return { ...definition, ...times } as ExtensionDto;
}
