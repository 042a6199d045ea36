import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { OpenFailure } from './health.repository.js';
import { ScimRequestDto } from './scim-request.dto.js';

/** What the IdP wants and has not got. */
export class ScimFailureDto {
  @ApiProperty({ description: 'That of its last call in the log.' })
  id: string;

  @ApiProperty({ format: 'date-time', description: 'When it failed first.' })
  since: string;

  @ApiProperty({ type: 'integer', description: 'Calls that failed since.' })
  calls: number;

  @ApiProperty({ type: ScimRequestDto, description: 'The last of them.' })
  latest: ScimRequestDto;

  static of({ firstAt, calls, latest }: OpenFailure): ScimFailureDto {
    const since = new Date(firstAt).toISOString();
    return { id: latest.id, since, calls, latest: ScimRequestDto.of(latest) };
  }
}

export class ScimFailureListDto {
  @ApiProperty({ type: [ScimFailureDto], description: 'Failed last first.' })
  items: ScimFailureDto[];

  @ApiPropertyOptional({ description: 'Where more follows.' })
  nextCursor?: string;
}
