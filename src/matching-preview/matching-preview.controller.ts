import { Body, HttpCode, Post, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { Request } from 'express';
import { TextBody } from '../http/text-body.decorator.js';
import { AdminController, ApiProblem, RequirePermission } from '../identity/admin-controller.js';
import { PreviewDto } from './matching-preview.dto.js';
import { MatchingPreview } from './matching-preview.service.js';

const CSV = 'text/csv';
const JSON_TYPES = ['application/json', 'application/scim+json'];

@AdminController('scim/matching-preview', 'Provisioning')
export class MatchingPreviewController {
  constructor(private readonly preview: MatchingPreview) {}

  @Post()
  @HttpCode(200)
  @RequirePermission('provisioning:read')
  @TextBody(...JSON_TYPES, CSV)
  @ApiOperation({
    operationId: 'previewMatching',
    summary: 'What a first sync would take over, create, leave alone and refuse, and why',
    description:
      'Takes the users and groups of the identity provider as a SCIM ListResponse, or users as CSV with a header (as the import). Changes nothing.',
  })
  @ApiConsumes(...JSON_TYPES, CSV)
  @ApiBody({ schema: { type: 'string', example: 'userName,email\nbjensen,bjensen@example.com\n' } })
  @ApiOkResponse({ type: PreviewDto })
  @ApiProblem(400, 'It cannot be read')
  @ApiProblem(413, 'It is too large')
  @ApiProblem(415, 'It is neither JSON nor CSV')
  run(@Req() request: Request, @Body() text: string): Promise<PreviewDto> {
    return this.preview.run(text, request.is(CSV) ? 'csv' : 'json');
  }
}
