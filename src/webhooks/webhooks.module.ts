import { Module } from '@nestjs/common';
import { EventsModule } from '../events/events.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { JournalModule } from '../journal/journal.module.js';
import { OperationsModule } from '../operations/operations.module.js';
import { OutboundModule } from '../outbound/outbound.module.js';
import { DeliveriesController } from './deliveries.controller.js';
import { DeliveriesService } from './deliveries.service.js';
import { DeliveryQueue } from './delivery-queue.js';
import { DeliveryRepository } from './delivery.repository.js';
import { DeliveryRetention } from './delivery-retention.js';
import { DeliverySettlement } from './delivery-settlement.js';
import { SigningSecrets } from './signing-secrets.js';
import { WebhookDispatcher } from './webhook-dispatcher.js';
import { WebhookRepository } from './webhook.repository.js';
import { WebhookSender } from './webhook-sender.js';
import { WebhooksController } from './webhooks.controller.js';
import { WebhooksService } from './webhooks.service.js';

/** Events that are brought to applications instead of being fetched by them. */
@Module({
  imports: [EventsModule, IdentityModule, JournalModule, OperationsModule, OutboundModule],
  controllers: [WebhooksController, DeliveriesController],
  providers: [
    DeliveriesService,
    DeliveryQueue,
    DeliveryRepository,
    DeliveryRetention,
    DeliverySettlement,
    SigningSecrets,
    WebhookDispatcher,
    WebhookRepository,
    WebhookSender,
    WebhooksService,
  ],
})
export class WebhooksModule {}
