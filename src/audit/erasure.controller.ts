import { Body, HttpCode, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOperation, ApiProperty } from '@nestjs/swagger';
import { IsUUID } from 'class-validator';
import { AdminController, ApiProblem, Caller, RequirePermission } from '../identity/admin-controller.js';
import type { Principal } from '../identity/principal.js';
import { StartedJobDto } from '../jobs/job.dto.js';
import { ErasureService } from './erasure.service.js';

export class ErasureDto {
  @ApiProperty({ description: 'Of a user, also of one who was deleted.' })
  @IsUUID('all')
  userId: string;
}

@AdminController('jobs', 'Jobs')
export class ErasureController {
  constructor(private readonly erasures: ErasureService) {}

  @Post('erase-history')
  @HttpCode(202)
  @RequirePermission('audit:write')
  @ApiOperation({
    operationId: 'eraseHistory',
    summary: 'Erase a person from the history',
    description:
      'Their names, addresses and attributes; who did what to whom stays, by id, and the history stays provable. ' +
      'The job’s result is `{erased}`, the number of entries. It cannot be taken back.',
  })
  @ApiAcceptedResponse({ type: StartedJobDto })
  @ApiProblem(400, 'The userId is no id')
  @ApiProblem(404, 'The history knows nobody of this id')
  async erase(@Caller() caller: Principal, @Body() { userId }: ErasureDto): Promise<StartedJobDto> {
    return { id: await this.erasures.start(caller, userId) };
  }
}
