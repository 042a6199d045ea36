import { Body, HttpCode, Post, Query, Req } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBody,
  ApiConsumes,
  ApiOperation,
  ApiPropertyOptional,
} from '@nestjs/swagger';
import { IsBoolean, IsOptional } from 'class-validator';
import type { Request } from 'express';
import { QueryBoolean } from '../admin-api/query-boolean.js';
import { TextBody } from '../http/text-body.decorator.js';
import { AdminController, ApiProblem, Caller, RequirePermission } from '../identity/admin-controller.js';
import type { Principal } from '../identity/principal.js';
import { StartedJobDto } from '../jobs/job.dto.js';
import { JobService } from '../jobs/job.service.js';
import { UserImportService } from './user-import.service.js';

const CSV = 'text/csv';
const JSON_LINES = ['application/jsonl', 'application/x-ndjson'];

class ImportQueryDto {
  @ApiPropertyOptional({ type: Boolean, description: 'Changes nothing, and says what would happen.' })
  @IsOptional()
  @QueryBoolean()
  @IsBoolean()
  dryRun?: boolean;

  @ApiPropertyOptional({ type: Boolean, description: 'One faulty line, and nobody is created.' })
  @IsOptional()
  @QueryBoolean()
  @IsBoolean()
  allOrNothing?: boolean;
}

@AdminController('jobs', 'Jobs')
export class ImportsController {
  constructor(
    private readonly imports: UserImportService,
    private readonly jobs: JobService,
  ) {}

  @Post('import-users')
  @HttpCode(202)
  @RequirePermission('users:write')
  @TextBody(CSV, ...JSON_LINES)
  @ApiOperation({
    operationId: 'importUsers',
    summary: 'Create users from a file',
    description:
      'CSV with a header, or JSON lines. The job’s result is `{dryRun, lines, created, faulty, faults: [{line, errors}]}`.',
  })
  @ApiConsumes(CSV, ...JSON_LINES)
  @ApiBody({ schema: { type: 'string', example: 'userName,email,roles\nada,ada@example.com,member\n' } })
  @ApiAcceptedResponse({ type: StartedJobDto })
  @ApiProblem(400, 'A parameter breaks a rule')
  @ApiProblem(413, 'The file is too large')
  @ApiProblem(415, 'It is neither CSV nor JSON lines')
  async importUsers(
    @Caller() caller: Principal,
    @Query() { dryRun = false, allOrNothing = false }: ImportQueryDto,
    @Req() request: Request,
    @Body() text: string,
  ): Promise<StartedJobDto> {
    const format = request.is(CSV) ? 'csv' : 'jsonl';
    const options = { format, dryRun, allOrNothing } as const;
    const id = await this.jobs.start('import_users', (progress) =>
      this.imports.run(caller, text, options, progress),
    );
    return { id };
  }
}
