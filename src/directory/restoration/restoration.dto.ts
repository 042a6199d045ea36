import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsInt, Max, Min } from 'class-validator';
import { IfGiven } from '../../admin-api/optional-field.js';

export class RestorationRequestDto {
  @ApiProperty({
    type: 'integer',
    minimum: 1,
    description: 'Of an entry of the history: as it was after this one, with all that came before.',
  })
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  sequence: number;

  @ApiPropertyOptional({ default: false, description: 'Changes nothing, and shows what would change.' })
  @IfGiven()
  @IsBoolean()
  dryRun?: boolean;
}

class RestoredChangeDto {
  @ApiProperty({ example: 'name.familyName' })
  path: string;

  @ApiProperty({ anyOf: [{}], description: 'Null where it was absent.', example: 'Hopper' })
  before: unknown;

  @ApiProperty({ anyOf: [{}], description: 'Null where it is absent.', example: 'Murray' })
  after: unknown;
}

class RestoredMembersDto {
  @ApiProperty({ type: 'integer' })
  added: number;

  @ApiProperty({ type: 'integer' })
  removed: number;

  @ApiProperty({ type: 'integer', description: 'Who were members then, and do not exist any more.' })
  missing: number;
}

export class RestorationDto {
  @ApiProperty({ type: 'integer' })
  sequence: number;

  @ApiProperty({ description: 'False after a dry run, and where nothing was to change.' })
  applied: boolean;

  @ApiProperty({
    type: [RestoredChangeDto],
    description: 'From what is there to what was; the first thousand members each by themselves.',
  })
  changes: RestoredChangeDto[];

  @ApiProperty({ type: RestoredMembersDto })
  members: RestoredMembersDto;

  @ApiProperty({
    description: 'The identity provider manages it, and has something else until it writes again.',
  })
  drift: boolean;
}
