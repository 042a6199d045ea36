import { Body, Get, Patch } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { AdminController, ApiProblem, RequirePermission } from '../admin-controller.js';
import { InvitationSettingsChangesDto, InvitationSettingsDto } from './invitation-settings.dto.js';
import { InvitationSettingsService } from './invitation-settings.service.js';

@AdminController('settings/invitations', 'Invitations')
export class InvitationSettingsController {
  constructor(private readonly settings: InvitationSettingsService) {}

  @Get()
  @RequirePermission('settings:read')
  @ApiOperation({ operationId: 'retrieveInvitationSettings', summary: 'What invitations say' })
  @ApiOkResponse({ type: InvitationSettingsDto })
  retrieve(): Promise<InvitationSettingsDto> {
    return this.settings.retrieve();
  }

  @Patch()
  @RequirePermission('settings:write')
  @ApiOperation({
    operationId: 'updateInvitationSettings',
    summary: 'Change what is given',
    description: 'Who is invited, and when, the connection says (`invitations`). Null removes a value.',
  })
  @ApiOkResponse({ type: InvitationSettingsDto })
  @ApiProblem(400, 'A field breaks a rule')
  update(@Body() changes: InvitationSettingsChangesDto): Promise<InvitationSettingsDto> {
    return this.settings.update(changes);
  }
}
