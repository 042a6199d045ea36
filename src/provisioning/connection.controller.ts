import { Body, Get, Patch } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { AccessService } from '../identity/access.service.js';
import { AdminController, ApiProblem, Caller, RequirePermission } from '../identity/admin-controller.js';
import type { Principal } from '../identity/principal.js';
import { ConnectionChangesDto, ConnectionDto, ScimAdministratorListDto } from './connection.dto.js';
import { ConnectionService, type Connection } from './connection.service.js';

@AdminController('scim', 'Provisioning')
export class ConnectionController {
  constructor(
    private readonly connections: ConnectionService,
    private readonly access: AccessService,
  ) {}

  @Get('connection')
  @RequirePermission('provisioning:read')
  @ApiOperation({ operationId: 'retrieveConnection', summary: 'The connection to the identity provider' })
  @ApiOkResponse({ type: ConnectionDto })
  retrieve(): Promise<Connection> {
    return this.connections.retrieve();
  }

  @Patch('connection')
  @RequirePermission('provisioning:write')
  @ApiOperation({ operationId: 'updateConnection', summary: 'Change settings; those not given stay' })
  @ApiOkResponse({ type: ConnectionDto })
  @ApiProblem(400, 'A setting breaks a rule')
  @ApiProblem(409, 'Single sign-on is to be enforced that nobody has tested')
  update(@Caller() caller: Principal, @Body() changes: ConnectionChangesDto): Promise<Connection> {
    return this.connections.update(caller, changes);
  }

  @Get('administrators')
  @RequirePermission('provisioning:read')
  @ApiOperation({ operationId: 'listScimAdministrators', summary: 'Who may be named SCIM administrator' })
  @ApiOkResponse({ type: ScimAdministratorListDto })
  async listAdministrators(): Promise<ScimAdministratorListDto> {
    const people = await this.access.secretHolders();
    return { items: people.map(({ id, display }) => ({ id, displayName: display })) };
  }
}
