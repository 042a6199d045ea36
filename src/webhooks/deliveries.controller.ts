import { Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { AdminController, ApiProblem, Caller, RequirePermission } from '../identity/admin-controller.js';
import type { Principal } from '../identity/principal.js';
import { DeliveryDto, DeliveryListDto, DeliveryQueryDto, describeDelivery } from './deliveries.dto.js';
import { DeliveriesService } from './deliveries.service.js';

@AdminController('webhooks/:id/deliveries', 'Webhooks')
export class DeliveriesController {
  constructor(private readonly deliveries: DeliveriesService) {}

  @Get()
  @RequirePermission('webhooks:read')
  @ApiOperation({
    operationId: 'listWebhookDeliveries',
    summary: 'What was sent to a webhook, newest first',
    description: 'What arrived is shown for three days, what was given up for thirty.',
  })
  @ApiOkResponse({ type: DeliveryListDto })
  @ApiProblem(400, 'A parameter breaks a rule')
  @ApiProblem(404, 'There is no such webhook')
  async list(@Param('id') id: string, @Query() query: DeliveryQueryDto): Promise<DeliveryListDto> {
    const { items, ...rest } = await this.deliveries.list(id, query);
    return { items: items.map(describeDelivery), ...rest };
  }

  @Post(':deliveryId/resend')
  @HttpCode(200)
  @RequirePermission('webhooks:write')
  @ApiOperation({
    operationId: 'resendWebhookDelivery',
    summary: 'Send an event again, or sooner',
    description: 'With the id that it had; after earlier events of the same resource that are pending.',
  })
  @ApiOkResponse({ type: DeliveryDto })
  @ApiProblem(404, 'There is no such webhook or delivery')
  @ApiProblem(409, 'The webhook is disabled')
  async resend(
    @Caller() caller: Principal,
    @Param('id') id: string,
    @Param('deliveryId') deliveryId: string,
  ): Promise<DeliveryDto> {
    return describeDelivery(await this.deliveries.resend(caller, id, deliveryId));
  }
}
