import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { CHECK_STATUS, type Check, type Readiness } from './check.js';

export class CheckDto implements Check {
  @ApiProperty({ example: 'sso_enforced' })
  id: string;

  @ApiProperty({ enum: CHECK_STATUS })
  status: Check['status'];

  @ApiProperty({ example: 'Local users may still sign in with a password' })
  detail: string;

  @ApiPropertyOptional({ type: 'integer', description: 'How many are concerned.' })
  count?: number;

  @ApiPropertyOptional({ type: [String], description: 'The first of them.' })
  examples?: readonly string[];

  @ApiPropertyOptional({ description: 'What to do.' })
  fix?: string;
}

export class ReadinessDto implements Readiness {
  @ApiProperty({ description: 'No check is an error.' })
  ready: boolean;

  @ApiProperty({ type: [CheckDto] })
  checks: readonly CheckDto[];
}
