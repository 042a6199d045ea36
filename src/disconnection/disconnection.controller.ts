import { Body, Delete, HttpCode } from '@nestjs/common';
import { ApiBody, ApiNoContentResponse, ApiOperation, ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { AdminController, ApiProblem, Caller, RequirePermission } from '../identity/admin-controller.js';
import type { Principal } from '../identity/principal.js';
import {
  DisconnectionService,
  MANAGED_ACCOUNTS,
  type ManagedAccountsChoice,
} from './disconnection.service.js';

class DisconnectionDto {
  @ApiProperty({
    enum: MANAGED_ACCOUNTS,
    description: '`keep`: still managed; `convert`: local from now on; `deactivate`: users become inactive.',
  })
  @IsIn(MANAGED_ACCOUNTS)
  managedAccounts: ManagedAccountsChoice;
}

@AdminController('scim', 'Provisioning')
export class DisconnectionController {
  constructor(private readonly disconnection: DisconnectionService) {}

  @Delete('connection')
  @HttpCode(204)
  @RequirePermission('provisioning:delete')
  @ApiOperation({
    operationId: 'deleteConnection',
    summary: 'End the connection',
    description: 'Voids the secret and puts its settings back to their defaults; how people sign in stays.',
  })
  @ApiBody({ type: DisconnectionDto })
  @ApiNoContentResponse()
  @ApiProblem(400, 'The body does not say what becomes of the managed accounts')
  delete(@Caller() caller: Principal, @Body() { managedAccounts }: DisconnectionDto): Promise<void> {
    return this.disconnection.disconnect(caller, managedAccounts);
  }
}
