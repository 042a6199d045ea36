import { Body, HttpCode, Param, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOperation, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean } from 'class-validator';
import { IfGiven } from '../admin-api/optional-field.js';
import { AdminController, ApiProblem, Caller, RequirePermission } from '../identity/admin-controller.js';
import type { Principal } from '../identity/principal.js';
import { StartedJobDto } from '../jobs/job.dto.js';
import { ConversionService } from './conversion.service.js';
import { CONFLICT_REASONS } from './user-ids.js';

class ConversionDto {
  @ApiPropertyOptional({ default: false, description: 'Changes nothing, and finds out what would happen.' })
  @IfGiven()
  @IsBoolean()
  dryRun?: boolean;

  @ApiPropertyOptional({
    default: false,
    description: 'Converts those too whom the identity provider manages, who otherwise are conflicts.',
  })
  @IfGiven()
  @IsBoolean()
  includeManaged?: boolean;
}

@AdminController('jobs', 'Jobs')
export class ConversionController {
  constructor(private readonly conversion: ConversionService) {}

  @Post('convert-user-ids')
  @HttpCode(202)
  @RequirePermission('users:write')
  @ApiOperation({
    operationId: 'convertUserIds',
    summary: 'Make every user’s e-mail their userName',
    description:
      'In small steps, between which everybody is served; goes on by itself after a stop or a kill. The job’s result is ' +
      `\`{dryRun, converted, unchanged}\`; the reasons of conflicts are ${CONFLICT_REASONS.map((reason) => `\`${reason}\``).join(', ')}.`,
  })
  @ApiAcceptedResponse({ type: StartedJobDto })
  @ApiProblem(400, 'A field breaks a rule')
  @ApiProblem(409, 'A conversion is under way')
  async convert(
    @Caller() caller: Principal,
    @Body() { dryRun = false, includeManaged = false }: ConversionDto,
  ): Promise<StartedJobDto> {
    return { id: await this.conversion.convert(caller, { dryRun, includeManaged }) };
  }

  @Post(':id/undo')
  @HttpCode(202)
  @RequirePermission('users:write')
  @ApiOperation({
    operationId: 'undoJob',
    summary: 'Undo a conversion of user IDs',
    description:
      'A job too, whose result is `{restored, unchanged}`. Whose userName was changed since keeps it: `changed_since`.',
  })
  @ApiAcceptedResponse({ type: StartedJobDto })
  @ApiProblem(404, 'There is no such job')
  @ApiProblem(409, 'It cannot be undone, or another one is under way')
  async undo(@Caller() caller: Principal, @Param('id') id: string): Promise<StartedJobDto> {
    return { id: await this.conversion.undo(caller, id) };
  }
}
