import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { FieldError, Problem } from './problem.js';

class FieldErrorDto implements FieldError {
  @ApiProperty({ example: 'notificationEmails[0]' })
  path: string;

  @ApiProperty({ example: 'must be an email' })
  message: string;
}

/** How the API's description shows an error. */
export class ProblemDto implements Problem {
  @ApiProperty({ enum: ['about:blank'] })
  type: 'about:blank';

  @ApiProperty({ example: 'Bad Request' })
  title: string;

  @ApiProperty({ example: 400 })
  status: number;

  @ApiProperty({ example: 'notificationEmails[0] must be an email', description: 'In plain words.' })
  detail: string;

  @ApiProperty({ example: 'invalid_input', description: 'For programs.' })
  code: string;

  @ApiPropertyOptional({ type: [FieldErrorDto], description: 'Which fields of the input are at fault.' })
  errors?: FieldErrorDto[];
}
