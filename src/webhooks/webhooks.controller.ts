import { Body, Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { AdminController, ApiProblem, Caller, RequirePermission } from '../identity/admin-controller.js';
import type { Principal } from '../identity/principal.js';
import {
  describeAnswer,
  describeWebhook,
  NewWebhookDto,
  ReplayDto,
  SecretRotationDto,
  WebhookChangesDto,
  WebhookDto,
  WebhookListDto,
  WebhookTestDto,
  WebhookWithSecretDto,
} from './webhooks.dto.js';
import { WebhooksService } from './webhooks.service.js';

@AdminController('webhooks', 'Webhooks')
export class WebhooksController {
  constructor(private readonly webhooks: WebhooksService) {}

  @Get()
  @RequirePermission('webhooks:read')
  @ApiOperation({ operationId: 'listWebhooks', summary: 'Webhooks in order of creation' })
  @ApiOkResponse({ type: WebhookListDto })
  async list(): Promise<WebhookListDto> {
    return { items: (await this.webhooks.list()).map(describeWebhook) };
  }

  @Post()
  @RequirePermission('webhooks:write')
  @ApiOperation({
    operationId: 'createWebhook',
    summary: 'Create a webhook',
    description: 'It hears of what happens from then on. Needs `events:read`, too; a tenant has at most 20.',
  })
  @ApiCreatedResponse({ type: WebhookWithSecretDto })
  @ApiProblem(400, 'A field breaks a rule, or the address is not called')
  @ApiProblem(409, 'There are 20 webhooks already')
  async create(@Caller() caller: Principal, @Body() body: NewWebhookDto): Promise<WebhookWithSecretDto> {
    const { url, description = '', eventTypes = [], enabled = true } = body;
    const { webhook, secret } = await this.webhooks.create(caller, { url, description, eventTypes, enabled });
    return Object.assign(describeWebhook(webhook), { secret });
  }

  @Get(':id')
  @RequirePermission('webhooks:read')
  @ApiOperation({ operationId: 'retrieveWebhook', summary: 'One webhook' })
  @ApiOkResponse({ type: WebhookDto })
  @ApiProblem(404, 'There is no such webhook')
  async retrieve(@Param('id') id: string): Promise<WebhookDto> {
    return describeWebhook(await this.webhooks.retrieve(id));
  }

  @Patch(':id')
  @RequirePermission('webhooks:write')
  @ApiOperation({
    operationId: 'modifyWebhook',
    summary: 'Change, disable or enable a webhook',
    description: 'What has failed is tried anew once it is enabled, or has another address.',
  })
  @ApiOkResponse({ type: WebhookDto })
  @ApiProblem(400, 'A field breaks a rule, or the address is not called')
  @ApiProblem(404, 'There is no such webhook')
  async modify(
    @Caller() caller: Principal,
    @Param('id') id: string,
    @Body() body: WebhookChangesDto,
  ): Promise<WebhookDto> {
    return describeWebhook(await this.webhooks.modify(caller, id, body));
  }

  @Delete(':id')
  @HttpCode(204)
  @RequirePermission('webhooks:write')
  @ApiOperation({ operationId: 'voidWebhook', summary: 'Void a webhook: nothing more is sent to it' })
  @ApiNoContentResponse()
  @ApiProblem(404, 'There is no such webhook')
  delete(@Param('id') id: string): Promise<void> {
    return this.webhooks.void(id);
  }

  @Post(':id/secret')
  @RequirePermission('webhooks:write')
  @ApiOperation({
    operationId: 'rotateWebhookSecret',
    summary: 'Give a webhook a new secret',
    description: 'The secrets of now sign beside it for a while, a day unless another time is said.',
  })
  @ApiCreatedResponse({ type: WebhookWithSecretDto })
  @ApiProblem(400, 'A field breaks a rule')
  @ApiProblem(404, 'There is no such webhook')
  async rotateSecret(
    @Caller() caller: Principal,
    @Param('id') id: string,
    @Body() { overlapHours }: SecretRotationDto,
  ): Promise<WebhookWithSecretDto> {
    const { webhook, secret } = await this.webhooks.rotateSecret(caller, id, overlapHours);
    return Object.assign(describeWebhook(webhook), { secret });
  }

  @Post(':id/test')
  @HttpCode(200)
  @RequirePermission('webhooks:write')
  @ApiOperation({
    operationId: 'testWebhook',
    summary: 'Send an event of the type `webhook.test` at once',
    description: 'Signed like any other, once, whether the webhook is enabled or not.',
  })
  @ApiOkResponse({ type: WebhookTestDto })
  @ApiProblem(404, 'There is no such webhook')
  async test(@Caller() caller: Principal, @Param('id') id: string): Promise<WebhookTestDto> {
    return describeAnswer(await this.webhooks.test(caller, id));
  }

  @Post(':id/replay')
  @HttpCode(200)
  @RequirePermission('webhooks:write')
  @ApiOperation({
    operationId: 'replayWebhook',
    summary: 'Send everything again after a position',
    description: 'In order, and each event with the id that it had.',
  })
  @ApiOkResponse({ type: WebhookDto })
  @ApiProblem(400, 'A field breaks a rule, or `after` lies beyond the last event')
  @ApiProblem(404, 'There is no such webhook')
  @ApiProblem(410, '`after` lies before what is kept')
  async replay(
    @Caller() caller: Principal,
    @Param('id') id: string,
    @Body() { after }: ReplayDto,
  ): Promise<WebhookDto> {
    return describeWebhook(await this.webhooks.replay(caller, id, after));
  }
}
